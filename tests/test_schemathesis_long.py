"""A machine reads our OpenAPI document, and goes on trying for as long as one likes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.http import Api
from tests.test_schemathesis import api, checked, read_by_machine

__all__ = ["api"]

schema = read_by_machine(every_edge=True)


@pytest.mark.long
@schema.parametrize()
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_service_keeps_to_its_document_however_long_one_tries(api: Api, case: Any) -> None:
    checked(case)
