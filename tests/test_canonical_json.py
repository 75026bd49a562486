"""Canonical JSON (RFC 8785): the bytes that are hashed and signed."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.canonical_json import canonical_bytes, sha256_of

# Beyond it a float is written as a whole number that JSON cannot carry exactly.
SAFE_INTEGER = 2**53 - 1
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-SAFE_INTEGER, SAFE_INTEGER)
    | st.floats(-SAFE_INTEGER, SAFE_INTEGER)
    | st.text()
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)


@given(values)
@settings(deadline=None)
def test_what_is_written_reads_back_as_the_same_value(value):
    assert json.loads(canonical_bytes(value)) == value


@given(values)
@settings(deadline=None)
def test_writing_again_what_was_read_gives_the_same_bytes(value):
    written = canonical_bytes(value)
    assert canonical_bytes(json.loads(written)) == written


@given(st.dictionaries(st.text(), values, max_size=4))
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_keys_changes_nothing(value):
    turned = dict(reversed(list(value.items())))
    assert canonical_bytes(turned) == canonical_bytes(value)
    assert sha256_of(turned) == sha256_of(value)


@given(st.integers(-SAFE_INTEGER, SAFE_INTEGER))
def test_a_whole_number_is_written_the_same_whatever_its_type(number):
    assert canonical_bytes(float(number)) == canonical_bytes(number)
    assert canonical_bytes(Decimal(number)) == canonical_bytes(number)


def test_it_has_no_spaces_sorted_keys_whole_percents_and_no_final_newline():
    value = {"meta": Decimal("100.00"), "anio": 2024, "título": "asesoría", "meses": (3, 5)}
    expected = '{"anio":2024,"meses":[3,5],"meta":100,"título":"asesoría"}'
    assert canonical_bytes(value) == expected.encode()


def test_decimals_stay_and_days_are_written_as_text():
    assert canonical_bytes([Decimal("89.9"), date(2024, 3, 31)]) == b'[89.9,"2024-03-31"]'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**60, Decimal("NaN"), "\ud800"])
def test_what_json_cannot_carry_is_refused(value):
    with pytest.raises(ValueError, match=r".+"):
        canonical_bytes(value)


def test_an_instant_has_no_form_agreed_and_is_refused():
    with pytest.raises(TypeError):
        canonical_bytes({"cuando": datetime(2024, 3, 1, tzinfo=UTC)})
