"""`copilot rules`: what the gate's rules say about themselves."""

from pathlib import Path
from typing import Annotated

import typer

from copilot.errors import CopilotError

cli = typer.Typer(help="The gate's rules.", no_args_is_help=True)
Docs = Annotated[
    Path | None, typer.Option(help="The folder of policy documents.", show_default="COPILOT_INGESTION__DOCS")
]
Lock = Annotated[
    Path | None, typer.Option(help="The file of reviewed clauses.", show_default="COPILOT_TOOLS__REVIEWED")
]


class RulesAdriftError(CopilotError):
    """Rules that say what the policies do not, that leave open what must be closed, or that say nothing."""

    code = "rules_adrift"

    def __init__(self, problems: list[str]) -> None:
        listed = "".join(f"\n  {problem}" for problem in problems)
        super().__init__(
            f"{len(problems)} problem(s) with the rules:{listed}",
            fix="Change the rule or the policy; once what changed has been read, run `copilot rules review --by NAME`.",
        )
        self.problems = problems


@cli.callback()
def rules() -> None:
    """The gate's rules."""


@cli.command()
def check(docs: Docs = None, lock: Lock = None) -> None:
    """Check every rule: its form, its quotes, whether it does anything, and what all of them together leave open."""
    from copilot.commands.rule_book import Papers  # here: these take a second, and --help needs none of them
    from tools.gate.check.examine import examine
    from tools.gate.quotes import gone, unsaid

    papers = Papers.open(docs, lock)
    book, parameters = papers.gate.book, papers.catalogue.parameters
    found = examine(book, papers.invariants, parameters)
    problems = [
        *gone(papers.cited, papers.texts),
        *unsaid(parameters),
        *map(str, found.broken),
        *found.problems,
        *papers.review.changed(papers.clauses),
    ]
    if problems:
        raise RulesAdriftError(problems)
    typer.echo(
        f"{len(book.rules)} rules for {len(papers.catalogue)} tools hold; {len(papers.cited)} citations stand in "
        f"{len(papers.texts)} document versions, as they were reviewed. Rules version {book.version}.\n"
        f"{len(papers.invariants)} invariants hold in every combination of boundary values: {found.states:,} states of "
        f"{len(book.schema.actions)} actions, covered by {found.asked:,} answers of the engine.\n"
        "Every rule fires and decides; none contradicts another."
    )


@cli.command()
def review(
    by: Annotated[str, typer.Option(help="Who has read the clauses that changed.")],
    docs: Docs = None,
    lock: Lock = None,
) -> None:
    """Put on record that somebody has read the cited clauses as they stand now."""
    from copilot.clock import real_time
    from copilot.commands.rule_book import Papers

    papers = Papers.open(docs, lock)
    changed = list(papers.review.changed(papers.clauses))
    papers.keep(papers.review.with_(papers.clauses, by, real_time().date()))
    typer.echo(
        "\n".join([*changed, f"{len(papers.clauses)} rules and parameters are reviewed; {len(changed)} changes."])
    )


@cli.command()
def explain(
    turn: Annotated[str | None, typer.Option(help="The turn's id, trn_...")] = None,
    conversation: Annotated[str | None, typer.Option(help="A conversation's id: its last turn about the tool.")] = None,
    tool: Annotated[str | None, typer.Option(help="One tool. Without it, every tool the turn needed.")] = None,
) -> None:
    """Why a tool was refused, asked about or allowed in a turn, and what would lead on."""
    from copilot.commands.explain import explanation

    for line in explanation(turn, conversation, tool):
        typer.echo(line)
