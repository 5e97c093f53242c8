"""Who calls: a bearer key with a role. No key or a wrong one is 401; a key without the role is 403."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from copilot.api_keys import Caller, KeyRing, Role
from copilot.errors import CopilotError


class UnauthenticatedError(CopilotError):
    """No key, or one that this deployment does not know."""

    code = "unauthenticated"
    status = 401

    def __init__(self, message: str) -> None:
        super().__init__(message, field="Authorization", fix="Send the header `Authorization: Bearer KEY`.")


class ForbiddenError(CopilotError):
    """The key is known; its role does not reach this far."""

    code = "forbidden"
    status = 403

    def __init__(self, caller: Caller, needed: Role) -> None:
        roles = " or ".join(repr(role.value) for role in dict.fromkeys((needed, Role.ADMIN)))
        super().__init__(
            f"The key {caller.name!r} has the role {caller.role.value!r}; this needs {roles}.",
            field="Authorization",
        )
        self.caller = caller
        self.needed = needed


_bearer = HTTPBearer(auto_error=False, description="An API key of the deployment (COPILOT_API_KEYS).")


def identified(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Caller:
    """The caller. Raises UnauthenticatedError."""
    if credentials is None:
        raise UnauthenticatedError("This needs an API key.")
    keys: KeyRing = request.app.state.keys
    caller = keys.caller(credentials.credentials)
    if caller is None:
        raise UnauthenticatedError("The API key is not known here.")
    return caller


def _needs(role: Role, caller: Caller) -> Caller:
    if caller.role not in (role, Role.ADMIN) and (role, caller.role) != (Role.APPROVER, Role.FINANCE):
        raise ForbiddenError(caller, role)
    return caller


def _ui(caller: Annotated[Caller, Depends(identified)]) -> Caller:
    return _needs(Role.UI, caller)


def _approver(caller: Annotated[Caller, Depends(identified)]) -> Caller:
    return _needs(Role.APPROVER, caller)


def _admin(caller: Annotated[Caller, Depends(identified)]) -> Caller:
    return _needs(Role.ADMIN, caller)


UiCaller = Annotated[Caller, Depends(_ui)]
ApproverCaller = Annotated[Caller, Depends(_approver)]
AdminCaller = Annotated[Caller, Depends(_admin)]
