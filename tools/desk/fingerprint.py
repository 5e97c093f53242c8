"""One hash for exactly one action: a yes to it is a yes to nothing else."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def fingerprint(tool: str, arguments: Mapping[str, Any], customer_id: str | None) -> str:
    """SHA-256 over tool, validated arguments and customer."""
    text = json.dumps([tool, customer_id, dict(arguments)], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
