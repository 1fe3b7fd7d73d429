"""What an integrator may do with webhooks: each mutation translates, calls one use case, names what to read back."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

import strawberry

from chassis.clock import now
from chassis.ids import new_id
from chassis.schema import entity_id
from inventory.domain.ids import ContractId, WebhookId
from inventory.graphql.info import GIVEN, InventoryInfo
from inventory.graphql.webhook_inputs import (
    ChangeWebhookInput,
    ChangeWebhookPayload,
    CreateWebhookInput,
    CreateWebhookPayload,
    DeleteWebhookInput,
    DeleteWebhookPayload,
    PauseWebhookInput,
    PauseWebhookPayload,
    ReplayWebhookInput,
    ReplayWebhookPayload,
    ResumeWebhookInput,
    ResumeWebhookPayload,
    RotateWebhookSecretInput,
    RotateWebhookSecretPayload,
    TryWebhookInput,
    TryWebhookPayload,
    WebhookPayload,
)
from inventory.graphql.webhook_secrets import accepts, new_secret, topics_of_types
from inventory.graphql.webhook_types import Webhook
from inventory.usecases.change_webhook import ChangeWebhook, change_webhook
from inventory.usecases.create_webhook import CreateWebhook, create_webhook
from inventory.usecases.delete_webhook import DeleteWebhook, delete_webhook
from inventory.usecases.pause_webhook import PauseWebhook, pause_webhook
from inventory.usecases.ports import InventoryWork, Permit
from inventory.usecases.replay_webhook import ReplayWebhook, replay_webhook
from inventory.usecases.resume_webhook import ResumeWebhook, resume_webhook
from inventory.usecases.rotate_webhook_secret import RotateWebhookSecret, rotate_webhook_secret
from inventory.usecases.try_webhook import TryWebhook, try_webhook

P = TypeVar("P", bound=WebhookPayload)
Run = Callable[[InventoryWork, Permit], Awaitable[WebhookId]]


async def _performed(info: InventoryInfo, operation: str, given: Any, run: Run, payload: type[P]) -> P:
    done = await info.context.perform(operation, given, run)
    return payload(webhook=done.read(Webhook), user_errors=done.user_errors)


@strawberry.type
class WebhookMutations:
    """One field a use case."""

    @strawberry.mutation(description="Says where an integrator wants the events of its contract.")
    async def create_webhook(
        self, info: InventoryInfo, input: Annotated[CreateWebhookInput, GIVEN]
    ) -> CreateWebhookPayload:
        """See usecases/create_webhook.py."""
        command = CreateWebhook(ContractId(entity_id(input.contract_id)), input.url, input.types)
        return await _performed(
            info,
            "createWebhook",
            input,
            lambda work, permit: create_webhook(
                command,
                work=work,
                permit=permit,
                new_id=new_id,
                new_secret=new_secret,
                accepts=accepts,
                topics_of_types=topics_of_types,
                now=now,
            ),
            CreateWebhookPayload,
        )

    @strawberry.mutation(
        description="Gives a webhook another address or other kinds of event; its place in each log stays."
    )
    async def change_webhook(
        self, info: InventoryInfo, input: Annotated[ChangeWebhookInput, GIVEN]
    ) -> ChangeWebhookPayload:
        """See usecases/change_webhook.py."""
        command = ChangeWebhook(
            WebhookId(entity_id(input.webhook_id)), input.url, input.types, input.expected_version
        )
        return await _performed(
            info,
            "changeWebhook",
            input,
            lambda work, permit: change_webhook(
                command, work=work, permit=permit, accepts=accepts, topics_of_types=topics_of_types
            ),
            ChangeWebhookPayload,
        )

    @strawberry.mutation(description="Gives a webhook another secret; for a while both sign.")
    async def rotate_webhook_secret(
        self, info: InventoryInfo, input: Annotated[RotateWebhookSecretInput, GIVEN]
    ) -> RotateWebhookSecretPayload:
        """See usecases/rotate_webhook_secret.py."""
        command = RotateWebhookSecret(WebhookId(entity_id(input.webhook_id)), input.overlap_hours)
        return await _performed(
            info,
            "rotateWebhookSecret",
            input,
            lambda work, permit: rotate_webhook_secret(
                command, work=work, permit=permit, new_secret=new_secret, now=now
            ),
            RotateWebhookSecretPayload,
        )

    @strawberry.mutation(description="Sends everything after a position again.")
    async def replay_webhook(
        self, info: InventoryInfo, input: Annotated[ReplayWebhookInput, GIVEN]
    ) -> ReplayWebhookPayload:
        """See usecases/replay_webhook.py."""
        command = ReplayWebhook(WebhookId(entity_id(input.webhook_id)), input.source, input.after)
        return await _performed(
            info,
            "replayWebhook",
            input,
            lambda work, permit: replay_webhook(command, work=work, permit=permit),
            ReplayWebhookPayload,
        )

    @strawberry.mutation(
        description="Tells an event that goes to one webhook alone, to see whether it arrives."
    )
    async def try_webhook(
        self, info: InventoryInfo, input: Annotated[TryWebhookInput, GIVEN]
    ) -> TryWebhookPayload:
        """See usecases/try_webhook.py."""
        command = TryWebhook(WebhookId(entity_id(input.webhook_id)))
        return await _performed(
            info,
            "tryWebhook",
            input,
            lambda work, permit: try_webhook(command, work=work, permit=permit),
            TryWebhookPayload,
        )

    @strawberry.mutation(
        description="Sends nothing to a webhook; what is told meanwhile comes when it is resumed."
    )
    async def pause_webhook(
        self, info: InventoryInfo, input: Annotated[PauseWebhookInput, GIVEN]
    ) -> PauseWebhookPayload:
        """See usecases/pause_webhook.py."""
        command = PauseWebhook(WebhookId(entity_id(input.webhook_id)))
        return await _performed(
            info,
            "pauseWebhook",
            input,
            lambda work, permit: pause_webhook(command, work=work, permit=permit),
            PauseWebhookPayload,
        )

    @strawberry.mutation(
        description="Lets deliveries go on where they ended, also where refusals of the receiver had stopped them."
    )
    async def resume_webhook(
        self, info: InventoryInfo, input: Annotated[ResumeWebhookInput, GIVEN]
    ) -> ResumeWebhookPayload:
        """See usecases/resume_webhook.py."""
        command = ResumeWebhook(WebhookId(entity_id(input.webhook_id)))
        return await _performed(
            info,
            "resumeWebhook",
            input,
            lambda work, permit: resume_webhook(command, work=work, permit=permit),
            ResumeWebhookPayload,
        )

    @strawberry.mutation(description="Deletes a webhook with its secrets and its list of attempts.")
    async def delete_webhook(
        self, info: InventoryInfo, input: Annotated[DeleteWebhookInput, GIVEN]
    ) -> DeleteWebhookPayload:
        """See usecases/delete_webhook.py."""
        command = DeleteWebhook(WebhookId(entity_id(input.webhook_id)))
        done = await info.context.perform(
            "deleteWebhook",
            input,
            lambda work, permit: delete_webhook(command, work=work, permit=permit),
        )
        deleted = strawberry.ID(str(done.id)) if done.id else None
        return DeleteWebhookPayload(webhook_id=deleted, user_errors=done.user_errors)
