"""The customers who own the hand-made cases."""

from tools.orders.port import Address
from tools.region import Region
from tools.seed import edges
from tools.seed.draft import Person

MAYA = Person(
    edges.MAYA,
    "Maya Lindqvist",
    "maya.lindqvist@example.com",
    Region.US,
    Address("Maya Lindqvist", "418 Alder Row", "Portland", "97205", "US"),
    points=620,
)
TOM = Person(
    edges.TOM,
    "Tom Okafor",
    "tom.okafor@example.com",
    Region.UK,
    Address("Tom Okafor", "27 Larch Mews", "London", "SW4 7AB", "GB"),
    points=150,
)
ELENA = Person(
    edges.ELENA,
    "Elena Rossi",
    "elena.rossi@example.com",
    Region.EU,
    Address("Elena Rossi", "Via dei Tigli 9", "Milano", "20121", "IT"),
    points=380,
)
PRIYA = Person(
    edges.PRIYA,
    "Priya Nair",
    "priya.nair@example.com",
    Region.US,
    Address("Priya Nair", "1902 Wrenfield Ave", "Chicago", "60614", "US"),
    points=905,
)
JONAS = Person(
    edges.JONAS,
    "Jonas Weber",
    "jonas.weber@example.org",
    Region.EU,
    Address("Jonas Weber", "Ahornweg 14", "Berlin", "10405", "DE"),
    points=70,
)
AISHA = Person(
    edges.AISHA,
    "Aisha Khan",
    "aisha.khan@example.com",
    Region.UK,
    Address("Aisha Khan", "5 Plover Street", "Manchester", "M20 2LP", "GB"),
    points=1240,
)
DANIEL = Person(
    edges.DANIEL,
    "Daniel Brooks",
    "daniel.brooks@example.org",
    Region.US,
    Address("Daniel Brooks", "77 Quarry Lane", "Austin", "78704", "US"),
    points=210,
)
HARRIET = Person(
    edges.HARRIET,
    "Harriet Lowe",
    "harriet.lowe@example.com",
    Region.UK,
    Address("Harriet Lowe", "3 Orchard Terrace", "Bristol", "BS6 5QA", "GB"),
    points=95,
)
MAREK = Person(
    edges.MAREK,
    "Marek Novak",
    "marek.novak@example.org",
    Region.EU,
    Address("Marek Novak", "Lipova 22", "Praha", "12000", "CZ"),
    points=40,
)
NOLAN = Person(
    edges.NOLAN,
    "Nolan Reyes",
    "nolan.reyes@example.org",
    Region.US,
    Address("Reyes Landscaping", "640 Mesquite Road", "Tucson", "85719", "US"),
    trade=True,
)

ALL = (MAYA, TOM, ELENA, PRIYA, JONAS, AISHA, DANIEL, HARRIET, MAREK, NOLAN)
