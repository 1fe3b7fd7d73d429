"""A fact without a contract is a mistake of ours."""

from datetime import date

import pytest

from training.messaging.published import message_of


def test_what_no_contract_names_is_not_published() -> None:
    with pytest.raises(TypeError, match="No contract says how to publish date"):
        message_of(date(2026, 9, 1))
