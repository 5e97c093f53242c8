"""Counts what a chat model reads and writes while a case is played."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from evals.episode import NO_TOKENS, Tokens


@contextmanager
def counted(with_model: bool) -> Iterator[Callable[[], Tokens]]:
    """The function inside says what was used so far, as far as the model's server says it; nothing without a model."""
    if not with_model:
        yield lambda: NO_TOKENS
        return
    from langchain_core.callbacks import get_usage_metadata_callback  # takes a second to import

    with get_usage_metadata_callback() as usage:
        yield lambda: sum(
            (Tokens(used["input_tokens"], used["output_tokens"]) for used in usage.usage_metadata.values()), NO_TOKENS
        )
