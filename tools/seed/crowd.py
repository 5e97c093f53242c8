"""The customers around the hand-made cases: invented names, one address each."""

from collections.abc import Iterator
from random import Random

from tools.accounts.port import CustomerId
from tools.orders.port import Address
from tools.region import Region
from tools.seed.draft import Person

COUNT = 56
FIRST = 1011  # C-1001 to C-1010 own the hand-made cases

_GIVEN = (
    "Alva",
    "Bram",
    "Cleo",
    "Dario",
    "Edda",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jules",
    "Kaja",
    "Leo",
    "Mina",
    "Nils",
)
_FAMILY = (
    "Ashby",
    "Berger",
    "Castell",
    "Dunmore",
    "Estrada",
    "Fontaine",
    "Garrick",
    "Hollis",
    "Ivarsen",
    "Jarvis",
    "Keller",
)
_STREETS = ("Birch Lane", "Mill Road", "Station Street", "Garden Row", "Chapel Hill", "River Walk", "Field Close")
_TOWNS = {
    Region.US: (
        ("Madison", "53703", "US"),
        ("Tacoma", "98402", "US"),
        ("Asheville", "28801", "US"),
        ("Denver", "80205", "US"),
    ),
    Region.UK: (("York", "YO1 7HD", "GB"), ("Exeter", "EX4 3LS", "GB"), ("Norwich", "NR2 1TF", "GB")),
    Region.EU: (("Utrecht", "3511", "NL"), ("Lyon", "69002", "FR"), ("Graz", "8010", "AT"), ("Bremen", "28195", "DE")),
}


def crowd(random: Random) -> Iterator[Person]:
    """`COUNT` customers, by id."""
    for index in range(COUNT):
        name = f"{_GIVEN[index % len(_GIVEN)]} {_FAMILY[index % len(_FAMILY)]}"  # 14 and 11 share no factor: no repeats
        region = random.choice(tuple(Region))
        city, postcode, country = random.choice(_TOWNS[region])
        street = f"{random.randint(1, 180)} {random.choice(_STREETS)}"
        yield Person(
            CustomerId(f"C-{FIRST + index}"),
            name,
            f"{name.lower().replace(' ', '.')}@example.{random.choice(('com', 'org'))}",
            region,
            Address(name, street, city, postcode, country),
            points=random.randrange(0, 1500, 5),
        )
