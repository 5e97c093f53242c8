"""What an execution comes to, as an MCP client reads it."""

from collections.abc import Iterable

from mcp_types import CallToolResult, TextContent, Tool, ToolAnnotations

from copilot.reasons import Readable, told
from ingestion.model import Audience
from tools.desk import Execution, ExecutionStatus
from tools.tool import Effect
from tools.tool import Tool as ShopTool

RAN = (ExecutionStatus.DONE, ExecutionStatus.REPLAYED)
UNANSWERED = "This waits for the customer's yes, which this client has no way to ask for: ask in the conversation."
WAITS = "A colleague has to approve this; nothing has been paid or changed yet."
DECLINED = "The customer said no; nothing was done."


def shown(tool: ShopTool) -> Tool:  # type: ignore[type-arg]
    """The tool with its schema and what it may change."""
    reads = tool.effect is Effect.READ
    return Tool(
        name=tool.name,
        description=tool.description,
        input_schema=tool.arguments.model_json_schema(),
        annotations=ToolAnnotations(read_only_hint=reads, destructive_hint=not reads, open_world_hint=False),
    )


def result_of(execution: Execution, audience: Audience, customers_may_read: Readable) -> CallToolResult:
    """Words for the model, and the same as data. Whatever did not run is an error, with its reasons."""
    reasons = told(execution.decision.reasons, audience, customers_may_read)
    data: dict[str, object] = {"status": execution.status.value, "rules": [reason.rule_id for reason in reasons]}
    if execution.decision.missing:
        data["missing"] = list(execution.decision.missing)
    if execution.approval_id:
        data["approval_id"] = execution.approval_id
    if execution.result:
        data |= {"record": execution.result.record, "data": dict(execution.result.data)}
    words = " ".join(_words(execution, [reason.text for reason in reasons]))
    ran = execution.status in RAN or execution.status is ExecutionStatus.PENDING_APPROVAL
    return CallToolResult(content=[TextContent(type="text", text=words)], structured_content=data, is_error=not ran)


def refused(words: str) -> CallToolResult:
    """A call that came to nothing."""
    return CallToolResult(content=[TextContent(type="text", text=words)], is_error=True)


def _words(execution: Execution, reasons: Iterable[str]) -> Iterable[str]:
    match execution.status:
        case ExecutionStatus.DONE | ExecutionStatus.REPLAYED if execution.result:
            return [execution.result.summary]
        case ExecutionStatus.PENDING_APPROVAL:
            return [execution.prompt or "", WAITS]
        case ExecutionStatus.NEEDS_CONFIRMATION if execution.confirmation:
            return [execution.confirmation.prompt, UNANSWERED]
        case _:
            missing = execution.decision.missing
            return [*reasons, *([f"Missing: {', '.join(missing)}."] if missing else [])]
