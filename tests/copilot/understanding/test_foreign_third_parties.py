"""Who acts for the customer says so in their own language, and is told from who speaks for themselves."""

import pytest

from copilot.understanding.third_parties import ThirdPartyReader
from copilot.understanding.words import HOUSE
from tests.copilot.understanding.foreign import ACTING, THEMSELVES

ALL_ACTING = [(code, said) for code, sentences in ACTING.items() for said in sentences]
ALL_THEMSELVES = [(code, said) for code, sentences in THEMSELVES.items() for said in sentences]


@pytest.fixture(scope="module")
def reader() -> ThirdPartyReader:
    return ThirdPartyReader()


def test_every_language_that_is_told_apart_has_its_patterns_and_its_examples() -> None:
    told_apart = HOUSE.load("languages").keys()
    assert HOUSE.load("third_parties")["languages"].keys() == told_apart
    assert ACTING.keys() == THEMSELVES.keys() == told_apart
    assert min(map(len, (*ACTING.values(), *THEMSELVES.values()))) >= 8


@pytest.mark.parametrize(("code", "said"), ALL_ACTING)
def test_somebody_who_acts_for_another_is_heard(reader: ThirdPartyReader, code: str, said: str) -> None:
    assert reader.speaks(said), code


@pytest.mark.parametrize(("code", "said"), ALL_THEMSELVES)
def test_the_customer_is_not_taken_for_somebody_else(reader: ThirdPartyReader, code: str, said: str) -> None:
    assert not reader.speaks(said), code


def test_accents_may_be_left_out_and_letters_be_large(reader: ThirdPartyReader) -> None:
    assert reader.speaks("JE VOUS APPELLE POUR MA MERE")
    assert reader.speaks("J’écris pour ma mère")
