"""The desk: the only object the copilot talks to when records are read or written."""

from tools.desk.approvals import Approval, ApprovalStatus
from tools.desk.confirmations import Confirmation
from tools.desk.desk import Desk
from tools.desk.execution import Execution, ExecutionStatus
from tools.desk.facts import Facts

__all__ = ["Approval", "ApprovalStatus", "Confirmation", "Desk", "Execution", "ExecutionStatus", "Facts"]
