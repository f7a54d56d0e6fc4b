"""Japanese words. 前月比 and 前年同月比 stand before their number; 7.6倍 is 7.6 times the base."""

import re

from helpers.article.lexicon import Language, group
from helpers.article.numerals import HAN_DIGITS, MIXED, read

Y = r"(?:(?P<y>(?:20)?[12]\d)年)"
NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
UP = "上積み|積み増|積み上|多い|多か|超え|跳ね上が|跳ね上げ|押し上げ|盛り返|持ち直|急拡大|プラス|上が|超過|高か|膨張|多かった|多く|多い|膨ら|増加|急増|上昇|伸び|拡大|増え|上回|増の|急伸|回復|増"
DOWN = "減ら|目減り|縮ん|沈ん|沈み|鈍|下振れ|届か|及ば(?:な|ず)|満た(?:な|ず)|低下|落ち|割り込|マイナス|下が|少なかった|少なく|少ない|減少|急減|下落|落ち込|減っ|縮小|下回|減り|急落|減の|減"


def _int(text: str) -> int:
    return int(read(text).value)


def _year(match: re.Match) -> int:
    """The year of a month or span as it is written; -1 for the last one, 0 where it goes without saying."""
    return 2000 + int(match["y"]) % 100 if match["y"] else -1 if re.match("昨年|前年|去年", match[0]) else 0


def _part(match: re.Match) -> tuple:
    year = _year(match)
    if match["q"]:
        return "span", year, 3 * _int(match["q"]) - 2, 3 * _int(match["q"])
    return ("span", year, 7, 12) if re.search("下半期|下期|後半|7[-~]12月", match[0]) else ("span", year, 1, 6)


def _since(match: re.Match) -> tuple:
    direction = -1 if "低" in match["w"] or "少" in match["w"] else 1
    if match["c"] == "半":
        return direction, "months", 6
    if match["c"]:
        return direction, "months", _int(match["c"]) * (12 if "年ぶり" in match[0] else 1)
    if not match["m"]:
        return direction, "since", None  # the month stands before the bracket: "9月(420吨)以来"
    return direction, "since", ("month", _year(match), int(match["m"]))


MOST = r"(?:最も|一番)(?:多|高|大き|少な|低)(?:かった(?:のは)?|くなった|く|い)"
PAST = r"(?:今年|昨年|去年|前年)(?:の)?"
W = "(?P<w>多い水準|少ない水準|高い水準|低い水準|最多|最少|最大|高水準|低水準|最高|最低|高さ|低さ|多さ|少なさ|高値|安値)"
PATTERNS = [
    ("date", r"(?:20\d\d年)?\d{1,2}月\d{1,2}日|20\d\d[-/]\d\d[-/]\d\d|\d{1,2}日(?!本)", "a day"),
    ("date", r"\d{1,2}:\d\d|\d{1,2}時\d{1,2}分", "a time of day"),
    ("date", r"(?:HSコード|HS)[: ]?\d{4,10}|8505\d{4}", "a code"),
    ("date", r"1(?:キロ(?:グラム)?|kg|㌔|㌕|トン|㌧)(?:(?:当たり|あたり|につき)の?|(?=約?\d))", "a unit of weight"),
    ("date", r"第\d+号|[〔\[]\d+[〕\]]", "a reference"),
    (
        "time",
        rf"(?:{Y}|{PAST})?(?P<m>1[0-2]|[1-9])月?[-~～〜–—](?P<n>1[0-2]|[1-9])月(?:期)?",
        lambda m: ("span", _year(m), int(m["m"]), int(m["n"])),
    ),
    ("time", rf"(?:{Y}|{PAST})?1月から(?P<n>1[0-2]|[1-9])月(?:まで)?", lambda m: ("span", _year(m), 1, int(m["n"]))),
    ("time", r"(?P<n>1[0-2]|[1-9])月までの?(?:累計|合計)", lambda m: ("span", 0, 1, int(m["n"]))),
    ("time", r"(?:昨年|前年|去年)の?(?P<m>1[0-2]|[1-9])月(?:分)?", lambda m: ("month last year", int(m["m"]))),
    ("time", rf"(?:{Y}|今年)?(?P<m>1[0-2]|[1-9])月(?:分)?(?!連続)", lambda m: ("month", _year(m), int(m["m"]))),
    (
        "time",
        rf"(?:{Y}|{PAST})?(?:の)?(?:第(?P<q>[1-4一二三四])四半期|上半期|下半期|(?<![以年])上期|(?<![以年])下期|(?:年)前半|(?:年)後半)",
        _part,
    ),
    (
        "time",
        "前年(?:の)?(?:同月|同期)比|前年比|前年(?:の)?(?:同月|同期|同じ(?:月|時期))|(?:1|一)年前(?:の同(?:月|期|じ月))?|前の年(?:の同(?:じ)?(?:月|期|時期))?|昨年(?:の)?同(?:月|期|じ月|時期)|前年(?=を|より|に比べ|から)|年間で?(?=\\d+%)",
        ("rel", -12),
    ),
    ("time", "前月比|前月|前の月|(?:1|一)[カヵか]月前|1[カヵか]月で(?=\\d)", ("rel", -1)),
    ("time", "前期比|前四半期比?|直前の四半期", ("rel", -3)),
    ("time", "(?:昨年|前年|去年)(?:の)?月平均", ("mean last year",)),
    ("time", "年初来(?!高|安|最)|年初から|年明け(?:以降|から)", ("to date",)),
    ("time", "先月", ("last month",)),
    ("time", "昨年|去年", ("year of", -1)),
    ("time", "今年", ("year of", 0)),
    (
        "time",
        r"(?P<y>20\d\d|[12]\d)年(?:通年|全体|度)?(?:の)?(?:月平均|月間平均|平均)",
        lambda m: ("mean", 2000 + int(m["y"]) % 100),
    ),
    ("mean", "(?:月平均|月間平均|1[カヵか]月平均|ひと月平均)", None),
    (
        "time",
        r"(?P<c>[2-9]|1[01]|[二三四五六七八九])[カヵかヶケ]月(?:間)?(?:足らず)?(?:で|のうちに|の間に)(?=約?[\d半倍]|[^\d、。]{0,4}(?:\d|半分|倍))",
        lambda m: ("rel", -_int(m["c"])),
    ),
    (
        "time",
        r"(?P<y>20\d\d|[12]\d)年(?!ぶり|間|来|以上|以内|前|後|連続|度)(?:の?(?:通年|通期|全体|1年間))?",
        lambda m: ("year", 2000 + int(m["y"]) % 100),
    ),
    ("time", "通年|通期|年間", ("whole year",)),
    (
        "rank",
        r"(?:最大|最多)の?(?:輸出先|相手国|市場|買い手|顧客|仕向け地|輸入国|仕向け先|納入先|供給先|受け入れ先)|(?<!次)首位|トップ|最多(?!の\d)|(?:国別|国・地域別|相手国別)(?:で|では)?最も多かったのは|(?:最も|一番)多(?:かった(?:のは)?|く|い)",
        1,
    ),
    (
        "rank",
        r"第?(?P<o>[1-9一二三四五])位|(?P<p>[2-9二三四五])番目(?:に)?(?:大きい|大きな|多い|多かった|の輸出先|の規模)",
        lambda m: _int(m["o"] or m["p"]),
    ),
    (
        "record",
        rf"(?:{Y}|{PAST})?(?P<m>1[0-2]|[1-9])月(?:以来|以降)(?:、?(?:約|実に)?(?:\d{{1,2}}年)?(?:\d{{1,2}}[カヵか]月)?ぶり)?(?:の|で|、|では)?(?:最も|月間)?{W}(?P<c>)",
        _since,
    ),
    (
        "record",
        r"(?:(?:20)?\d\d年|今年|年初)(?:に入って|に入り|以降|から|の中|としては?)?(?:で|では)?(?:の)?(?:単月|月間)?(?:で|では)?(?:は)?、?"
        r"(?:(?P<n>[2-9二三四五])番目に)?(?:最も|一番|最)?(?P<w>多|高|少な|低)(?:かった|くなった|く|い|さ)?",
        lambda m: (-1 if m["w"] in ("少な", "低") else 1, "nth of year", (_int(m["n"]) if m["n"] else 1, 0)),
    ),
    (
        "record",
        r"(?:過去|史上|統計開始以来)(?P<o>[2-9二三四])番目(?:に|の)(?P<w>多|高|少な|低|水準|規模)(?:水準|かった|く|い|さ)?",
        lambda m: (-1 if m["w"] in ("少な", "低") else 1, "ever", _int(m["o"])),
    ),
    ("record", rf"(?P<c>{NUMBER}|半)(?:[カヵかヶケ]月|年)ぶり(?:の)?{W}(?P<y>)(?P<m>)", _since),
    ("record", rf"(?<=[)ン])(?:以来|以降)(?:の|で|、|では)?(?:最も|月間)?{W}(?P<y>)(?P<m>)(?P<c>)", _since),
    (
        "record",
        r"(?:今年|年初来|(?:20)?\d\d年で|昨年)(?:として|で|では)?(?:の)?(?:最多|最高|最大)",
        (1, "nth of year", (1, 0)),
    ),
    ("record", r"(?:今年|年初来|昨年)(?:で)?(?:の)?(?:最少|最低)", (-1, "nth of year", (1, 0))),
    (
        "record",
        rf"{Y}以来(?:の|で)?{W}",
        lambda m: (-1 if re.search("低|少", m["w"]) else 1, "since year", _year(m)),
    ),
    (
        "record",
        r"単月(?:として|で)(?:は|も)?(?:過去)?(?P<o>[2-9])番目(?:に|の)(?:多\w{1,3}|高\w{1,3})",
        lambda m: (1, "ever", int(m["o"])),
    ),
    ("record", "過去最(?:高|多|大)|史上最(?:高|多|大)", (1, "ever", 1)),
    ("record", "過去最(?:低|少)|史上最(?:低|少)", (-1, "ever", 1)),
    (
        "streak",
        rf"(?P<c>{NUMBER})[カヵかヶケ]月(?:連続(?!で?(?:首位|\d位|トップ))|続けて|続伸|続落)",
        lambda m: _int(m["c"]),
    ),
    ("times", "倍増|2倍近く|ほぼ倍", 2.0),
    ("times", "半減|(?:約)?半分|(?:約)?半数|ほぼ半分", 0.5),
    (
        "times",
        r"(?P<d>[2-9]|10|[二三四五六七八九十])分の(?P<n>[1-9]|[一二三四五六七八九])",
        lambda m: _int(m["n"]) / _int(m["d"]),
    ),
    (
        "cmp",
        "より|[とに]?比(?:べ|較)|に対し|を(?=(?:約)?[\\d.]+(?:%|トン|割)?(?:も|ほど|余り|近く|強|弱)?(?:上回|下回|超|割り込)|約?[\\d.]+%、)|(?<=[月年])比(?=約?\\d|で)|から(?=\\d|約|[^\\d]{0,3}[増減])|比で",
        None,
    ),
    ("dir", UP, 1),
    ("dir", DOWN, -1),
    ("dir", "横ばい", 0),
    ("measure", "輸出額|金額|ドル建て", "value_usd"),
    ("measure", "数量ベース|重量", "net_mass_kg"),
    ("unit value", "平均単価|単価", None),
    ("policy", "輸出(?:規制|管理|許可|制限|企業)", None),
    ("flow", "輸出|出荷|輸送|向け", "export"),
    ("flow", "輸入", "import"),
    (
        "aside",
        "世界(?:の)?(?:生産|供給|市場|シェア|需要)",
        ("a share of world output or of a market, which customs records do not show", "clause"),
    ),
    (
        "share",
        "占め|割合|シェア|構成比|比率|取り分|比重|(?:全体|総量|総輸出(?:量)?|輸出全体|世界全体)の(?=約?[\\dほ半四三二])",
        None,
    ),
    ("whole", "世界|全体|総輸出|合計|全世界|総量", None),
    ("product", "(?:希土類|レアアース)(?:の|永久|\\(希土類\\))*磁石|ネオジム磁石|永久磁石|磁石", "rare-earth-magnets"),
    ("product", "(?:レアアース(?:\\(希土類\\))?|希土類)(?:類|製品)?(?:全体)?(?:の)?", "rare-earths"),
    (
        "product",
        "ガリウム|ゲルマニウム|アンチモン|黒鉛|リチウム|タングステン|鉄鋼|大豆|自動車|ジスプロシウム|テルビウム|半導体",
        "other",
    ),
    ("aside", "関税|税率", ("a tariff or tax", "near")),
    (
        "aside",
        "見込|予測|予想|との見方|との観測|(?<=[るすくむうぶつ])とみ(?:る|られ)|可能性|だろう|見通し|計画|目標|試算|推計",
        ("a forecast, plan or expectation", "clause"),
    ),
    (
        "aside",
        "生産|能力|工場|増設|採掘|精錬|埋蔵|在庫|需要|消費|必要量|使用量|搭載",
        ("capacity, output, stocks or use, which customs records do not show", "clause"),
    ),
    (
        "aside",
        "重さ|重量(?=は|が)|性能|寿命|コスト|費用|運賃|納期|賃金|値段|株価|株式|株(?=は|が|\\d)|日経平均|価格|相場|売上|利益|投資|受注|依存|調達先|高止まり",
        ("a price, share price or business figure", "clause"),
    ),
    ("aside", "許可|承認|申請|ライセンス", ("licences, applications or a survey", "clause")),
    ("it", "これ|それ(?!ぞれ)|同国", None),
    (
        "other",
        "に次ぐ|に次いで|に次ぎ|に続く|に続き|に続いて|に抜かれ|に代わ[りっ]|を抜い|を抜き|を追い抜|に追い抜|を上回り(?=[^\\d]{0,6}位)",
        None,
    ),
    ("stop", "[、。,;]", None),
    ("and", "と(?=[^な])|および|や", None),
    ("respectively", "それぞれ", None),
]

LANGUAGE = Language(
    name="ja",
    decimal=".",
    number=rf"{MIXED}|{group(',')}(?:\.\d+)?|\d+(?:[.・]\d+)?|{HAN_DIGITS}(?=トン|㌧|キロ|倍|割|%)",
    scales={"万": 1e4, "億": 1e8, "千": 1e3, "百万": 1e6},
    units=[
        (r"トン|㌧|t(?![A-Za-z])", "kg", 1000.0),
        (r"キロ(?:グラム)?|㌔(?:㌘|グラム)?|㌕|㎏|kg", "kg", 1.0),
        (r"(?:%|㌫)?(?:ポイント|㌽)", "points", 1.0),
        (r"%|㌫|パーセント", "%", 1.0),
        (r"割", "%", 10.0),
        (r"倍", "times", 1.0),
        (r"(?:米)?(?:ドル|㌦)", "USD", 1.0),
        (r"円", "JPY", 1.0),
        (r"ユーロ", "EUR", 1.0),
        (r"(?:人民)?元", "CNY", 1.0),
    ],
    patterns=PATTERNS,
    hedges=[("(?:少なくとも)", "more"), ("(?:ほぼ|約|およそ|おおよそ|おおむね|ざっと)", "about")],
    after=[
        ("(?:超|以上|強|余り|あまり)", "more"),
        ("(?:弱|近く)", "nearly"),
        ("(?:未満|以下|に(?:も|は)?(?:満た|届か|及ば)(?:な(?:い|かった|く)|ず))", "less"),
        ("(?:程度|ほど|前後|の水準|見当)", "about"),
    ],
    spaced=False,
    areas=[
        ("米国(?:を除く|以外の?)(?:国・地域|地域|各国|国)?", "X-WLD-EXCEPT-USA"),
        ("米国|アメリカ|対米|米(?=向け|への)", "USA"),
        ("EU|欧州連合", "EUN"),
        ("ドイツ|対独|独(?=向け)", "DEU"),
        ("日本|対日", "JPN"),
        ("韓国|対韓", "KOR"),
        ("ベトナム", "VNM"),
        ("オランダ", "NLD"),
        ("インド(?!ネ)", "IND"),
        ("台湾", "TWN"),
        ("香港", "HKG"),
        ("欧州", "X-EUROPE"),
        ("アジア(?!経済|太平洋)", "X-ASIA"),
    ],
    reporter="中国(?!の?(?:税関|海関))",
    base_first=True,
)
