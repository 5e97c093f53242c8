"""What the demo shop sells. Prices are the same number in every currency."""

from dataclasses import dataclass

from tools.orders.port import Category


@dataclass(frozen=True, slots=True)
class Product:
    """One product; `price` in minor units, `large` means over 30 kg."""

    sku: str
    title: str
    price: int
    category: Category = Category.STANDARD
    large: bool = False


TERRACOTTA_SET = Product("PL-101", "Terracotta planter set, 3 sizes", 6400)
GLAZED_PLANTER = Product("PL-114", "Glazed planter, moss green, 40 cm", 8200)
HANGING_BASKET = Product("PL-120", "Hanging basket with coir liner", 2450)
RAISED_BED = Product("PL-131", "Cedar raised bed, 120 x 60 cm", 13900)
SEED_TRAY = Product("PL-142", "Seed tray with vented lid, pack of 5", 1800)
GARDEN_BENCH = Product("FU-201", "Acacia garden bench, flat-packed, 24 kg", 32900)
BISTRO_CHAIR = Product("FU-207", "Folding bistro chair, olive", 5800)
SIDE_TABLE = Product("FU-215", "Slatted side table", 7400)
TEAK_TABLE = Product("FU-230", "Teak dining table, 8 seats, 46 kg", 24000, Category.LARGE, large=True)
CORNER_SOFA = Product("FU-244", "Modular corner sofa, 68 kg", 89900, Category.LARGE, large=True)
SOLAR_LANTERN = Product("LI-301", "Solar lantern, hammered copper", 3400, Category.ELECTRICAL)
STRING_LIGHTS = Product("LI-308", "Festoon string lights, 10 m", 4500, Category.ELECTRICAL)
DESK_LAMP = Product("LI-316", "Potting-shed desk lamp", 6900, Category.ELECTRICAL)
LINEN_PILLOW = Product("TX-401", "Washed linen pillow", 3900, Category.HYGIENE)
MATTRESS_TOPPER = Product("TX-409", "Wool mattress topper", 12900, Category.HYGIENE)
BATH_TOWELS = Product("TX-412", "Waffle bath towels, set of 4", 5200, Category.HYGIENE)
WOOL_THROW = Product("TX-420", "Recycled wool throw, fern", 7900)
OUTDOOR_RUG = Product("TX-433", "Woven outdoor rug, 160 x 230 cm", 11500)
TROWEL_SET = Product("TO-501", "Ash-handled trowel and fork", 3800)
SECATEURS = Product("TO-507", "Bypass secateurs", 4200)
WATERING_CAN = Product("TO-515", "Galvanised watering can, 9 l", 3600)
CAST_IRON_PAN = Product("TO-522", "Cast-iron campfire skillet", 5400)
NAME_STAKE = Product("TO-540", "Engraved slate plant marker", 2900)
OLIVE_TREE = Product("PT-601", "Olive tree, 90 cm", 5900, Category.LIVE_PLANT)
FERN_TRIO = Product("PT-604", "Trio of shade ferns", 3300, Category.LIVE_PLANT)
LAVENDER_SIX = Product("PT-610", "English lavender, 6 plugs", 2200, Category.LIVE_PLANT)
COMPOST_REFILL = Product("RE-701", "Peat-free compost refill, 40 l", 1600)
FEED_REFILL = Product("RE-704", "Seaweed plant feed refill, 1 l", 1400)

ALL = tuple(value for value in list(vars().values()) if isinstance(value, Product))


def subscription_price(product: Product) -> int:
    """Minor units per delivery: 10% off, a fraction of a cent in the customer's favour."""
    return product.price * 9 // 10
