"""The copilot's fixed sentences, read once from `copilot/turn/phrases.yaml` or the shop's own."""

from dataclasses import dataclass, fields

from copilot.understanding.words import HOUSE, Words, WordsError


@dataclass(frozen=True, slots=True)
class Phrases:
    """One attribute per situation; `input` maps an argument name to the question that asks for it."""

    verification: str
    input: dict[str, str]
    other_input: str
    confirmation: str
    postponed: str
    unclear: str
    confirmation_gone: str
    declined: str
    pending_approval: str
    failed: str
    failed_ticket: str
    office_closed: str
    abstained: str
    nearest: str
    not_kept: str
    greeting: str
    thanks: str

    @classmethod
    def load(cls, words: Words = HOUSE) -> "Phrases":
        """The shop's phrases. Raises WordsError on a missing or unknown name."""
        found = words.load("phrases")
        known = {field.name for field in fields(cls)}
        if found.keys() != known:
            missing, unknown = sorted(known - found.keys()), sorted(found.keys() - known)
            raise WordsError(
                f"phrases.yaml: missing {', '.join(missing) or 'nothing'}; unknown {', '.join(unknown) or 'nothing'}"
            )
        return cls(**found)

    def ask_for(self, argument: str) -> str:
        """The question that asks for a tool's argument."""
        return self.input.get(argument) or self.other_input.format(name=argument.replace("_", " "))
