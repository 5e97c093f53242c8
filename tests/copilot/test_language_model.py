"""Building a chat model from settings."""

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import langsmith
import pytest
from langchain_core.tracers.langchain import wait_for_all_tracers
from langchain_openai import ChatOpenAI
from langsmith.utils import get_env_var
from pydantic import SecretStr, ValidationError

from copilot.language_model import LanguageModelSetting, LanguageModelUnusableError, build_chat_model
from tests.copilot.answer.scripted_server import Say, scripted

KEY = SecretStr("sk-ours")


def openai(llm: str = "openai:gpt-x", **changes: object) -> ChatOpenAI:
    """The model that a setting builds."""
    setting = LanguageModelSetting.model_validate({"llm": llm, "llm_api_key": KEY, **changes})
    built = build_chat_model(setting)
    assert isinstance(built, ChatOpenAI)
    return built


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    get_env_var.cache_clear()  # type: ignore[attr-defined]  # an lru_cache behind overloads
    yield
    langsmith.configure(enabled=None)
    get_env_var.cache_clear()  # type: ignore[attr-defined]  # an lru_cache behind overloads


def test_a_setting_reaches_the_client() -> None:
    built = openai(llm_timeout=7, llm_max_retries=3, llm_base_url="http://127.0.0.1:9/v1")
    assert (built.model_name, built.request_timeout, built.max_retries) == ("gpt-x", 7.0, 3)
    assert (built.temperature, built.openai_api_base) == (0.0, "http://127.0.0.1:9/v1")


def test_no_temperature_leaves_it_to_the_provider() -> None:
    assert openai(llm_temperature=None).temperature is None


def test_other_tools_variables_divert_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-theirs")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere.example/v1")
    monkeypatch.setenv("OPENAI_API_BASE", "http://elsewhere.example/v1")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    monkeypatch.setenv("LANGSMITH_GATEWAY_API_KEY", "lsv2_theirs")
    assert openai().openai_api_base == "https://api.openai.com/v1"
    own = openai(llm_api_key=None, llm_base_url="http://127.0.0.1:9/v1")
    assert isinstance(own.openai_api_key, SecretStr)
    assert own.openai_api_key.get_secret_value() == "unused"


def test_every_model_name_speaks_chat_completions() -> None:
    with scripted([Say("hello")]) as server:
        built = openai("openai:gpt-6-astra", llm_base_url=server.url).bind_tools([LanguageModelSetting])
        assert built.invoke("hi").text == "hello"
        assert "messages" in server.requests[0]


@pytest.mark.parametrize("llm", ["gpt-x", "openai", "openai:", ":gpt-x", "", "cohere:command", "OpenAI:gpt-x"])
def test_an_unknown_provider_is_told_with_those_there_are(llm: str) -> None:
    with pytest.raises(LanguageModelUnusableError, match="names no provider and model") as raised:
        openai(llm)
    assert raised.value.field == "COPILOT_LLM"
    assert "openai:<model>" in str(raised.value.fix)


@pytest.mark.parametrize("llm", ["openai:gpt-x", "anthropic:claude-x", "google:gemini-x"])
def test_a_missing_key_is_told(llm: str) -> None:
    with pytest.raises(LanguageModelUnusableError, match="COPILOT_LLM_API_KEY"):
        openai(llm, llm_api_key=None)


@pytest.mark.parametrize("provider", ["anthropic", "google", "ollama"])
def test_a_missing_package_is_told_with_the_line_that_installs_it(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("langchain_anthropic", "langchain_google_genai", "langchain_ollama"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(LanguageModelUnusableError, match="COPILOT_LLM") as raised:
        openai(f"{provider}:m")
    assert raised.value.fix == f"Run: pip install -e '.[{provider}]'"


@pytest.mark.parametrize(
    "bad", [{"llm_timeout": 0}, {"llm_max_retries": -1}, {"llm_temperature": -0.1}, {"llm_timeout": "soon"}]
)
def test_a_setting_out_of_range_names_its_field(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(bad))):
        LanguageModelSetting.model_validate({"llm": "openai:gpt-x", **bad})


def test_a_key_is_never_shown() -> None:
    setting = LanguageModelSetting(llm="openai:gpt-x", llm_api_key=KEY)
    assert "sk-ours" not in repr(setting)
    assert "sk-ours" not in setting.model_dump_json()


class _Collector(BaseHTTPRequestHandler):
    """Where traces would arrive."""

    def do_POST(self) -> None:
        self.server.arrived.set()  # type: ignore[attr-defined]
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST  # noqa: N815 - the base class names them

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.mark.parametrize("wanted", [False, True])
def test_traces_leave_only_where_they_are_wanted(wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    collector = ThreadingHTTPServer(("127.0.0.1", 0), _Collector)
    collector.arrived = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=collector.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    for name, value in (
        ("TRACING", "true"),
        ("API_KEY", "k"),
        ("ENDPOINT", f"http://127.0.0.1:{collector.server_port}"),
    ):
        monkeypatch.setenv(f"LANGSMITH_{name}", value)
    with scripted([Say("hello")]) as server:
        openai(llm_base_url=server.url, llm_tracing=wanted).invoke("hi")
        arrived = collector.arrived.wait(10 if wanted else 0.5)  # type: ignore[attr-defined]
        wait_for_all_tracers()
    collector.shutdown()
    collector.server_close()
    assert arrived is wanted
