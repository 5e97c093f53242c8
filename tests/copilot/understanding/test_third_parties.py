"""Who says that they are not the customer is told from who mentions other people."""

import time
from pathlib import Path

import pytest
import yaml

from copilot.understanding.third_parties import ThirdPartyReader
from copilot.understanding.words import HOUSE, Words, WordsError

READER = ThirdPartyReader()

ACTING = [
    "I'm Priya Nair's husband",
    "Hello, I’m Priya’s husband. Her order is FH-10031",
    "im priyas husband and need a refund on order FH-10031",
    "I am her husband, FH-10031, priya.nair@example.com, 60614",
    "I'm her assistant, here are her details: FH-10031, priya.nair@example.com, 60614",
    "This is Maya's mum, she can't get to her phone",
    "It's her daughter, she asked me to sort this",
    "we're his parents and would like to cancel FH-10011",
    "My name is Tom Hale, Maya's brother. Where is FH-10001?",
    "I'm not Maya, I'm her sister",
    "I'm not Maya but her flatmate",
    "I am the son of Mrs Webb, who ordered FH-10020",
    "I'm the executor of my aunt's estate",
    "I'm a friend of hers and she gave me the order number",
    "I'm a carer for Mr Webb",
    "Priya's husband here, can you refund FH-10031",
    "her secretary speaking",
    "As his daughter I'd like to know where FH-10001 is",
    "I'm the buyer's son",
    "im the account holders wife",
    "I'm my grandmother's carer and do her shopping",
    "calling for my mum, order FH-10001",
    "I am calling for my elderly mother, who does not use computers",
    "I'm writing to you for my neighbour",
    "Asking for my dad: where is FH-10001?",
    "getting in touch for someone else",
    "I'm contacting you for Mrs Webb, order FH-10020",
    "doing this for him because he is in hospital",
    "I'm calling for my mother's order",
    "I write on behalf of Priya Nair",
    "On behalf of my sister I'd like to return FH-10031",
    "I'm acting on her behalf",
    "I'm handling this on my father's behalf",
    "My sister Alva asked me to send back her order FH-11227",
    "My neighbour Tom asked me to check on his order FH-10012 for him",
    "my boss wants me to cancel his subscription",
    "I'm helping my grandad return the lamp",
    "helping my aunt with her refund, FH-10002",
    "I look after my aunt's orders",
    "I manage Mr Webb's account",
    "I deal with her finances",
    "I have power of attorney for the customer",
    "Where is my mum's order FH-10001?",
    "I need to cancel my late husband's subscription",
    "can you look at my partners account please",
    "her email is priya.nair@example.com and the postcode is 60614",
    "His order is FH-10001, his e-mail is x@example.com",
    "here are my mother's details",
    "I have all her details: FH-10031, priya.nair@example.com, 60614",
    "The order is under my wife's name",
    "it's on my dad's account",
    "order FH-10031 belongs to my wife",
    "I'm not the account holder but I have the details",
    "I am not the person who ordered, but I can give you the postcode",
    "I'm not the buyer",
    "the account holder is my mother",
    "The buyer is not me, it is somebody from my family",
]

THEMSELVES = [
    "My husband's birthday present arrived broken",
    "I ordered it for my wife and I'd like to return it",
    "my wife says it is broken",
    "I bought this on behalf of my mother and want my money back",
    "I ordered a lamp for her and it came cracked, FH-10001",
    "My sister gave me a lantern as a gift, can I return it?",
    "I got this as a present from my aunt and have a gift receipt",
    "It's my husband's birthday on Friday, will it arrive?",
    "It's my daughter's favourite colour",
    "This is my third order",
    "this is my son's bike shed, the door is loose",
    "asking for a friend: can live plants go back?",
    "can I send an order to my brother's address?",
    "Please send it to my neighbour",
    "My neighbour took the parcel in",
    "I got my neighbour's order by mistake",
    "My neighbour's parcel FH-11229 keeps showing up in my hallway",
    "my wife and I ordered two chairs",
    "I love it but his wife hates it",
    "my mother died and I missed the return window for FH-10002",
    "the courier was rude to my wife",
    "My daughter sliced her palm on a chipped edge of the planter from FH-10003",
    "Your string lights gave my son an electric shock",
    "I'm a mother of two and have no time for this",
    "I'm asking for them to be refunded",
    "I'm calling for a refund",
    "I'm writing for the third time",
    "I'm here for my order",
    "I'm not a customer yet, do you ship to Norway?",
    "I'm not the biggest fan of this lamp",
    "I am writing on behalf of our company, where is FH-10080?",
    "my son broke it, can I get a new one",
    "does my wife's birthday discount stack with a promo code?",
    "I'd like to buy a gift for my mother's garden",
    "I'm your customer since 2020",
    "The order is in my name",
    "my e-mail is maya.lindqvist@example.com, order FH-10001, 97205",
    "it's me, the account holder, here's my info",
    "My partner wants a refund policy explained",
    "my lawyer will take you to court",
    "Here is my order number FH-10001",
    "I want it delivered when her birthday is",
    "I was the one who ordered it",
    "The driver handed it to a friend of mine",
    "Can my husband collect the parcel for me?",
    "Can somebody call me?",
    "I work in an office, please deliver before 5",
    "The order is in the name of Mario Rossi",
    "it is under the name Claire Dubois",
]


@pytest.mark.parametrize("message", ACTING)
def test_who_acts_for_the_customer_is_found(message: str) -> None:
    assert READER.speaks(message)


@pytest.mark.parametrize("message", THEMSELVES)
def test_who_only_mentions_others_is_the_customer(message: str) -> None:
    assert not READER.speaks(message)


def test_spacing_lines_and_capitals_do_not_hide_it() -> None:
    assert READER.speaks("I'M   PRIYA'S\n HUSBAND")


def test_a_long_message_is_read_in_no_time() -> None:
    started = time.perf_counter()
    READER.speaks("i'm the my a her is it in on for of to " * 400)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("key", ["relations", "one", "languages"])
def test_a_file_without_a_key_is_refused_by_name(tmp_path: Path, key: str) -> None:
    own = {name: value for name, value in HOUSE.load("third_parties").items() if name != key}
    (tmp_path / "third_parties.yaml").write_text(yaml.safe_dump(own))
    with pytest.raises(WordsError, match=rf"third_parties\.yaml: missing {key}$"):
        ThirdPartyReader(Words(tmp_path))


def test_a_language_without_a_key_is_refused_by_name(tmp_path: Path) -> None:
    own = HOUSE.load("third_parties")
    del own["languages"]["fr"]["ordinary"]
    (tmp_path / "third_parties.yaml").write_text(yaml.safe_dump(own))
    with pytest.raises(WordsError, match=r"third_parties\.yaml: languages: fr: missing ordinary$"):
        ThirdPartyReader(Words(tmp_path))
