"""Manages webhooks through the graph: Python's standard library alone.

export BILIM=http://127.0.0.1:8000 TOKEN=…
python webhook.py create https://office.example/bilim bilim.inventory.AssetCommissioned.v1
python webhook.py list | try ID | attempts ID | rotate ID | pause ID | resume ID | delete ID | replay ID SOURCE AFTER
"""

import json
import os
import sys
import urllib.request
from typing import Any

SOURCES = ("inventory", "enrollment", "ejournal", "training")
SHOWN = "id url types isPaused secret"


def ask(query: str, **variables: Any) -> Any:
    """One request; what went wrong ends the program with the sentence that the graph says."""
    request = urllib.request.Request(
        os.environ["BILIM"] + "/graphql",
        json.dumps({"query": query, "variables": variables}).encode(),
        {"content-type": "application/json", "authorization": "Bearer " + os.environ["TOKEN"]},
    )
    with urllib.request.urlopen(request) as answer:
        told = json.load(answer)
    return told["data"] if "errors" not in told else sys.exit(told["errors"][0]["message"])


def change(verb: str, shown: str = f"webhook {{ {SHOWN} }}", **given: Any) -> Any:
    """One mutation of a webhook, refused or done."""
    kind = f"{verb[0].upper()}{verb[1:]}Input"
    query = (
        f"mutation ($input: {kind}!) {{ done: {verb}(input: $input) {{ {shown} userErrors {{ message }} }} }}"
    )
    done = ask(query, input=given)["done"]
    return done if not done["userErrors"] else sys.exit(done["userErrors"][0]["message"])


def contract() -> Any:
    """The contract of this token: its grant is `integrator@contract:ID`."""
    return next(
        grant.split(":")[1]
        for grant in ask("{ viewer { grants } }")["viewer"]["grants"]
        if grant.startswith("integrator@contract:")
    )


def attempts(webhook: str) -> Any:
    """What every service tried to deliver, the latest last."""
    shown = "nodes { eventType position attempt at outcome delivered }"
    fields = " ".join(f"{source}: {source}Attempts(last: 5) {{ {shown} }}" for source in SOURCES)
    return ask(f"query ($id: ID!) {{ webhook(id: $id) {{ {fields} }} }}", id=webhook)["webhook"]


match sys.argv[1:]:
    case ["list"]:
        shown = ask(f"{{ webhooks {{ nodes {{ {SHOWN} }} }} }}")["webhooks"]["nodes"]
    case ["create", url, *types]:
        shown = change("createWebhook", contractId=contract(), url=url, types=types)["webhook"]
    case ["attempts", webhook]:
        shown = attempts(webhook)
    case ["rotate", webhook]:
        shown = change("rotateWebhookSecret", webhookId=webhook, overlapHours=24)["webhook"]
    case ["replay", webhook, source, after]:
        shown = change("replayWebhook", webhookId=webhook, source=source.upper(), after=after)["webhook"]
    case ["delete", webhook]:
        shown = change("deleteWebhook", "webhookId", webhookId=webhook)["webhookId"]
    case ["try" | "pause" | "resume" as verb, webhook]:
        shown = change(f"{verb}Webhook", webhookId=webhook)["webhook"]
    case _:
        sys.exit(__doc__)
print(json.dumps(shown, indent=2, ensure_ascii=False))
