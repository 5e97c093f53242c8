"""What a refusal looks like in the shell."""

from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_settings import SettingsError

from copilot.errors import CopilotError
from ingestion.errors import IngestionError, StoreOutdated
from tools.gate.review import ReviewError
from tools.gate.rules import RulesError
from tools.outdated import OutdatedDatabaseError
from tools.settings import ToolsSettingError

FAILED = 1
AT_FAULT = 2  # the input or a setting: as for a wrong option
SERVER_FAULT = 500  # statuses from here on are not the caller's doing


@dataclass(frozen=True, slots=True)
class Failure:
    """What to print, and the exit code."""

    text: str
    exit_code: int


def explain(error: Exception) -> Failure | None:
    """How to say `error`; None for what nobody foresaw, which keeps its traceback."""
    match error:
        case CopilotError():
            code = AT_FAULT if error.status < SERVER_FAULT else FAILED
            return Failure(_lines(error.message, error.fix), code)
        case ValidationError():
            return Failure(_settings(error), AT_FAULT)
        case SettingsError():
            return Failure(f"Error: {error}", AT_FAULT)
        case StoreOutdated():
            return Failure(_lines(error.problem, error.fix), AT_FAULT)
        case OutdatedDatabaseError():
            return Failure(f"Error: {error}", AT_FAULT)
        case IngestionError():
            return Failure(_lines(error.problem, error.fix), FAILED)
        case RulesError() | ReviewError() | ToolsSettingError():
            return Failure(f"Error: {error}", FAILED)
        case _:
            return None


def _lines(problem: str, fix: str | None) -> str:
    return f"Error: {problem}" + (f"\nFix: {fix}" if fix else "")


def _settings(error: ValidationError) -> str:
    """One line a setting, by the name it has in the environment."""
    lines = [
        f"  COPILOT_{'__'.join(str(step) for step in problem['loc']).upper()}: {problem['msg']}"
        for problem in error.errors(include_input=False, include_url=False)
    ]
    return "\n".join(["Error: the settings cannot be read.", *lines, "Fix: see .env.example."])
