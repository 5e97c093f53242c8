"""A LangChain chat model from settings. Nothing is read from another tool's environment variables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from copilot.errors import CopilotError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

UNUSED_KEY = "unused"  # OpenAI's client insists on a key; a server of one's own often has none


class LanguageModelSetting(BaseModel):
    """Which model writes the answers, and how long it may take. Each field is COPILOT_<FIELD> in the environment."""

    model_config = ConfigDict(frozen=True)

    llm: str  # "provider:model", such as "openai:gpt-x"
    llm_base_url: str | None = None  # an OpenAI-compatible server of one's own; None is the provider's
    llm_api_key: SecretStr | None = None
    llm_timeout: float = Field(default=20.0, gt=0)  # seconds for one request
    llm_max_retries: int = Field(default=1, ge=0)  # of a request that timed out, met a 429 or a 5xx
    llm_temperature: float | None = Field(default=0.0, ge=0)  # None leaves it to the provider
    llm_tracing: bool = False  # True lets LangSmith's own variables decide; False keeps every trace here


class LanguageModelUnusableError(CopilotError):
    """The setting names a model that cannot be built. `field` is the environment variable to change."""

    code = "language_model_unusable"
    status = 422

    def __init__(self, problem: str, *, field: str, fix: str) -> None:
        super().__init__(f"{field}: {problem}", field=field, fix=fix)


@dataclass(frozen=True, slots=True)
class Provider:
    """What LangChain calls a provider, the extra that brings it, and where it answers when no URL is set."""

    langchain_name: str
    extra: str | None  # None: part of the base install
    base_url: str | None  # given explicitly, so that a gateway variable in the environment diverts nothing
    needs_key: bool = True


PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider("openai", None, "https://api.openai.com/v1"),
    "anthropic": Provider("anthropic", "anthropic", "https://api.anthropic.com"),
    "google": Provider("google_genai", "google", "https://generativelanguage.googleapis.com"),
    "ollama": Provider("ollama", "ollama", "http://127.0.0.1:11434", needs_key=False),
}


def build_chat_model(setting: LanguageModelSetting) -> "BaseChatModel":
    """The chat model that `setting` names. Its client does the retries; no request is sent here.

    Raises `LanguageModelUnusableError` for an unknown provider, a missing key or a missing package. With
    `llm_tracing` off, LangSmith is switched off for the whole process, whatever its variables say.
    """
    import langsmith  # here and below: most installs run without a model, and these imports take seconds
    from langchain.chat_models import init_chat_model

    name, provider = _provider(setting.llm)
    options = _options(name, provider, setting)
    if not setting.llm_tracing:
        langsmith.configure(enabled=False)
    try:
        chat: BaseChatModel = init_chat_model(
            setting.llm.partition(":")[2], model_provider=provider.langchain_name, **options
        )
    except ImportError as error:
        fix = f"Run: pip install -e '.[{provider.extra}]'"
        raise LanguageModelUnusableError(f"{name!r} needs a missing package.", field="COPILOT_LLM", fix=fix) from error
    return chat


def _provider(llm: str) -> tuple[str, Provider]:
    name, colon, model = llm.partition(":")
    if not colon or not model or name not in PROVIDERS:
        fix = f"Write one of {', '.join(f'{known}:<model>' for known in PROVIDERS)}."
        raise LanguageModelUnusableError(f"{llm!r} names no provider and model.", field="COPILOT_LLM", fix=fix)
    return name, PROVIDERS[name]


def _options(name: str, provider: Provider, setting: LanguageModelSetting) -> dict[str, Any]:
    key = setting.llm_api_key.get_secret_value() if setting.llm_api_key else None
    if key is None and provider.needs_key and setting.llm_base_url is None:
        fix = "Set it, or COPILOT_LLM_BASE_URL to a server of your own."
        raise LanguageModelUnusableError(f"{name!r} needs a key.", field="COPILOT_LLM_API_KEY", fix=fix)
    shared = {"base_url": setting.llm_base_url or provider.base_url, "temperature": setting.llm_temperature}
    if name == "ollama":  # its client takes time-outs and keys as HTTP options and does not retry
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return shared | {"client_kwargs": {"timeout": setting.llm_timeout, "headers": headers}}
    options = shared | {"api_key": key or UNUSED_KEY, "timeout": setting.llm_timeout}
    options["max_retries"] = setting.llm_max_retries
    if name == "openai":
        options["use_responses_api"] = False  # chat completions: what every compatible server speaks
    return options
