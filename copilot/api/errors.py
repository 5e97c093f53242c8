"""Every error in one JSON shape: {"error": {"code", "message", "field"?, "fix"?}}. What is our fault is logged once."""

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from copilot.errors import CopilotError
from ingestion.errors import IngestionError, MassWithdrawal, StoreUnreachable, StoreUnwritable, UnknownGeneration

_INGESTION_STATUS: Mapping[type[IngestionError], int] = MappingProxyType(
    {UnknownGeneration: 404, StoreUnwritable: 503, StoreUnreachable: 503}
)  # the others are 409: the state of folder or index forbids it for now
_INGESTION_FIELD: Mapping[type[IngestionError], str] = MappingProxyType(
    {MassWithdrawal: "allow_withdrawal", UnknownGeneration: "generation"}
)  # what to send otherwise
_log = logging.getLogger("copilot.api")


class ErrorDetail(BaseModel):
    """What went wrong: a code that never changes, words, the input at fault and the way out."""

    code: str
    message: str
    field: str | None = None
    fix: str | None = None


class ErrorBody(BaseModel):
    """The body of every 4xx and 5xx."""

    error: ErrorDetail

    def as_json(self) -> dict[str, Any]:
        """Without the keys that have nothing to say."""
        return self.model_dump(mode="json", exclude_none=True)


class InvalidJsonError(CopilotError):
    """The body cannot be parsed."""

    code = "invalid_json"
    status = 400

    def __init__(self, why: str) -> None:
        super().__init__(f"The body is not valid JSON: {why}.", field="body")


class InvalidRequestError(CopilotError):
    """A field is missing, unknown or of the wrong type or form."""

    code = "invalid_request"
    status = 422


def describe(error: Exception) -> tuple[int, ErrorBody]:
    """The status and the body that say `error`."""
    if isinstance(error, CopilotError):
        detail = ErrorDetail(code=error.code, message=error.message, field=error.field, fix=error.fix)
        return error.status, ErrorBody(error=detail)
    if isinstance(error, IngestionError):
        return _INGESTION_STATUS.get(type(error), 409), ErrorBody(error=_ingestion(error))
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.BAD_REQUEST:
        return describe(InvalidJsonError("it cannot be parsed"))  # the framework raises this for nothing else
    if isinstance(error, HTTPException):
        phrase = HTTPStatus(error.status_code).phrase
        detail = ErrorDetail(code=phrase.lower().replace(" ", "_"), message=str(error.detail))
        return error.status_code, ErrorBody(error=detail)
    detail = ErrorDetail(code="internal", message="Something broke here; the request was not at fault.")
    return 500, ErrorBody(error=detail)


def _ingestion(error: IngestionError) -> ErrorDetail:
    """Its code is its name: MassWithdrawal is `mass_withdrawal`."""
    code = re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()
    field = _INGESTION_FIELD.get(type(error), error.field)
    return ErrorDetail(code=code, message=error.problem, field=field, fix=error.fix)


def respond(error: Exception) -> JSONResponse:
    """The response that says `error`."""
    status, body = describe(error)
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    return JSONResponse(body.as_json(), status_code=status, headers=headers)


def log(error: Exception) -> None:
    """Writes what is our fault to the log, with its traceback and, where there is one, its turn."""
    status, _ = describe(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s failed", getattr(error, "turn_id", "a request"), exc_info=error)


def install(app: FastAPI) -> None:
    """Renders every exception of `app` here."""
    app.add_exception_handler(CopilotError, _refused)
    app.add_exception_handler(IngestionError, _refused)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _broken)


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    log(error)
    return respond(error)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise TypeError("only validation errors are sent here") from error
    return respond(_first_problem(error))


async def _broken(_request: Request, error: Exception) -> JSONResponse:
    """Not logged here: the server raises the exception again and logs it."""
    return respond(error)


def _first_problem(error: RequestValidationError) -> CopilotError:
    first = error.errors()[0]
    _source, *path = first["loc"]
    if first["type"] == "json_invalid":
        return InvalidJsonError(f"{first['ctx']['error']} (character {path[0]})")
    field = ".".join(str(step) for step in path) or "body"
    if field == "body":
        return InvalidRequestError(
            "The body must be a JSON object.", field=field, fix="Send one, with `Content-Type: application/json`."
        )
    return InvalidRequestError(f"{field}: {first['msg']}.", field=field)
