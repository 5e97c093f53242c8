"""The deployment's chat model, for evals that need one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copilot.language_model import LanguageModelSetting, LanguageModelUnusableError, build_chat_model
from evals.errors import CannotRun

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True, slots=True)
class Model:
    """`seconds` bounds one request."""

    chat: "BaseChatModel"
    name: str
    seconds: float


def configured(setting: LanguageModelSetting | None) -> Model:
    """The model that COPILOT_LLM names. Raises CannotRun where none is set or it cannot be built."""
    if setting is None:
        raise CannotRun("no model is configured. Set COPILOT_LLM=provider:model (see .env.example).")
    try:
        return Model(build_chat_model(setting), setting.llm, setting.llm_timeout)
    except LanguageModelUnusableError as error:
        raise CannotRun(f"{error.message} {error.fix or ''}".strip()) from error
