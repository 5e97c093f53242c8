"""The running copilot, as endpoints receive it."""

from typing import Annotated

from fastapi import Depends, Request

from copilot.app import App


def _deployment(request: Request) -> App:
    app: App = request.app.state.deployment
    return app


Deployment = Annotated[App, Depends(_deployment)]
