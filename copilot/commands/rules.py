"""`copilot rules`: what the gate's rules say about themselves."""

from pathlib import Path
from typing import Annotated

import typer

from copilot.errors import CopilotError
from copilot.settings import CopilotSettings

MEGABYTE = 1_000_000

cli = typer.Typer(help="The gate's rules.", no_args_is_help=True)


class RulesAdriftError(CopilotError):
    """A rule or parameter rests on words that the policies do not say."""

    code = "rules_adrift"

    def __init__(self, problems: list[str]) -> None:
        listed = "".join(f"\n  {problem}" for problem in problems)
        super().__init__(f"{len(problems)} citation(s) do not hold:{listed}", fix="Change the rule or the policy.")
        self.problems = problems


@cli.callback()
def rules() -> None:
    """The gate's rules."""


@cli.command()
def check(
    docs: Annotated[
        Path | None, typer.Option(help="The folder of policy documents.", show_default="COPILOT_INGESTION__DOCS")
    ] = None,
) -> None:
    """Check that every rule is well formed and that every policy sentence they quote stands in the documents."""
    from copilot.understanding.words import Words  # here: these take a second, and --help needs none of them
    from tools.catalogue import discover
    from tools.desk.desk import open_gate
    from tools.gate.quotes import citations, gone, unsaid

    settings = CopilotSettings()
    catalogue = discover(*settings.tools.packages)
    gate = open_gate(catalogue, tuple(Words(settings.words, catalogue.words).load("intents")))
    texts = _texts(docs or settings.ingestion.docs, settings.ingestion.max_file_mb)
    cited = list(citations(gate.book, catalogue.parameters))
    problems = [*gone(cited, texts), *unsaid(catalogue.parameters)]
    if problems:
        raise RulesAdriftError(problems)
    typer.echo(
        f"{len(gate.book.rules)} rules for {len(catalogue)} tools hold; "
        f"{len(cited)} citations stand in {len(texts)} document versions. Rules version {gate.book.version}."
    )


def _texts(docs: Path, max_file_mb: int) -> dict[tuple[str, str], str]:
    """Whole documents by id and version, as ingestion reads them."""
    from ingestion.corpus import read_corpus
    from ingestion.loaders import scan

    corpus = read_corpus(scan(docs, max_file_mb * MEGABYTE), (), "", None)
    return {entry.version_key: entry.document.text for entry in corpus.entries if entry.document}
