"""What each language calls a unit, a change, a base, a place: patterns that can be read, and partner names by CLDR."""

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

from helpers import reference

NUMBER = r"(?<![\w.,])(?:\d{1,3}(?:[,\u202f ]\d{3}){1,4}(?!\d)(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)"
NUMBER_DE = r"(?<![\w.,])(?:\d{1,3}(?:[. ]\d{3}){1,4}(?!\d)(?:,\d{1,6})?|\d{1,12}(?:,\d{1,6})?)"
NUMBER_CJK = r"(?<![\d.,])(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)"
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "top": 1,
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5,
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "두": 2, "세": 3, "네": 4,
}  # fmt: skip
SCALES = {
    "thousand": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "mio": 1e6, "mio.": 1e6, "millionen": 1e6, "million ": 1e6, "milliarden": 1e9, "mrd.": 1e9, "mrd": 1e9,
    "万": 1e4, "亿": 1e8, "億": 1e8, "千": 1e3, "만": 1e4, "억": 1e8, "tausend": 1e3,
}  # fmt: skip
TONNE = r"(?:metric[ -]tonn?e?s?|tonnes?|tons?|Tonnen?|公吨|吨|噸|トン|톤|mt\b|MT\b|t\b)"
KILO = r"(?:kilogramm?e?s?|kilos?|kgs?\b|Kilogramm|公斤|千克|キログラム|キロ|킬로그램|㎏|kg)"
SCALE = r"(?:thousand|million|billion|mn|bn|Millionen|Milliarden|Mio\.?|Mrd\.?|[万亿億만억])"


@dataclass(frozen=True)
class Grammar:
    """Patterns of one language. ``before`` says that a base stands before its percentage."""

    number: str
    percent: str
    up: str
    down: str
    yoy: str
    mom: str
    base: str
    times: str
    share: str
    rank: str
    extreme: str
    ytd: str
    last_month: str
    world: str
    exports: str
    imports: str
    forecast: str
    other: str
    magnet: str
    rare_earth: str
    year_ago: str
    before: bool = False


EN = Grammar(
    number=NUMBER,
    percent=r"(?:\s?%|[ -]per ?cent(?:age)?\b|\s?pct\b)",
    up=r"\b(?:up|ris\w{1,4}|rose|increas\w{1,4}|grew|grow\w{0,4}|gain\w{0,4}|jump\w{0,3}|surg\w{1,4}|soar\w{0,4}|climb\w{0,4}|higher|"
    r"more|leap\w{0,3}|leapt|rebound\w{0,3}|recover\w{0,4}|skyrocket\w{0,3}|rall\w{2,4}|expand\w{0,3}|advanc\w{1,3}|spik\w{1,3}|"
    r"greater|above|bigger|larger|swell\w{0,3}|shot|boost\w{0,3}|uptick|upturn|pick\w{0,3} up)\b",
    down=r"\b(?:down|f[ae]ll\w{0,3}|drop\w{0,4}|declin\w{1,3}|decreas\w{1,3}|lower|plung\w{1,3}|slump\w{0,3}|tumbl\w{1,3}|"
    r"plummet\w{0,3}|sank|sink\w{0,3}|slid\w{0,4}|less|fewer|shr[aiu]nk\w{0,3}|contract\w{1,4}|collaps\w{1,3}|dip\w{0,4}|"
    r"los[ts]\w{0,3}|below|crash\w{0,3}|cut|reduc\w{1,5}|eas\w{1,3}|retreat\w{0,3}|off|div\w{1,3}|dove|slip\w{0,4}|smaller|under)\b",
    yoy=r"\b(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|y[/-]?o[/-]?y|y/y|on[- ]year|annual(?:ly| basis| increase| decline| drop| "
    r"growth| rise| fall)|on the year|(?:a|one) year (?:earlier|ago|before|prior)|year[- ]earlier|year[- ]ago|the previous year|"
    r"the (?:prior|preceding) year|(?:the )?same (?:month|period|time|quarter)(?: of| in)?(?: the)? (?:last|previous|prior|a) year(?: earlier| ago)?|"
    r"this time last year|(?:the )?same (?:month|period|quarter) (?:of|in) 20\d\d|the corresponding (?:month|period)[\w ]{0,20}year)\b",
    mom=r"\b(?:month[- ]on[- ]month|month[- ]over[- ]month|m[/-]?o[/-]?m|m/m|on[- ]month|on the month|monthly (?:increase|rise|decline|"
    r"drop|fall|gain|jump|surge|basis)|(?:a|one|the) month (?:earlier|ago|before|prior)|(?:the )?(?:previous|prior|preceding) month(?:'s|’s)?|month[- ]earlier)\b",
    base=r"\b(?:from|than|compared (?:with|to)|versus|vs\.?|over|on|against|relative to|above|below|since|of)\b",
    times=r"(?P<fold>\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,4}(?:\.\d{1,3})?)[ -]?fold\b)|"
    r"(?P<n>\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,4}(?:\.\d{1,3})?))[ -]times(?! (?:a|per|in|since|this|last)\b)(?P<more> (?:more|higher|greater|larger|bigger))?|"
    r"(?P<word>\b(?:doubl|tripl|trebl|quadrupl|quintupl|halv|twice)(?:ed|es|ing|e)?\b)|"
    r"(?P<part>\b(?:half|two[- ]thirds|one[- ]third|a third|three[- ]quarters|a quarter|one[- ]quarter|a fifth|one[- ]fifth|a tenth|one[- ]tenth)\b)(?! (?:of (?:this|the|last|20\d\d)|year|-year)(?! level| total| volume| amount| tonnage| figure| previous| prior| year))",
    share=r"\b(?:share|account\w{0,4} for|made up|make up|making up|of (?:all|the total|total|China's|China’s|all of|its|overall|these|those|the country)|represent\w{0,4}|compris\w{1,4}|constitut\w{1,4}|proportion)\b",
    rank=r"\b(?:(?P<ord>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|4th|5th)[ -])?(?:largest|biggest|top|main|leading|number[- ]one|No\. ?1)[ ,](?:single |export |overseas |foreign |individual |country |global )?"
    r"(?:buyer|destination|market|importer|customer|recipient|export market|purchaser|taker)s?\b|"
    r"\b(?P<ord2>first|second|third|fourth|fifth)\b(?= (?:only to|after|behind|place|among|on the list|to )\b)|"
    r"\brank\w{0,3} (?P<ord3>first|second|third|fourth|fifth|No\. ?\d|number \w{3,5})\b",
    extreme=r"\b(?P<hi>highest|most|biggest|largest|strongest|lowest|least|smallest|weakest|fewest)\b[\w ,-]{0,40}?\b(?:since|in (?:more than |over |nearly |almost |at least |about )?(?P<num>\w{1,8}) (?P<unit>months|years)|(?P<ever>on record|ever))\b",
    ytd=r"\b(?:so far this year|year[- ]to[- ]date|this year to date|(?:in|over|during|for) the year to date)\b",
    last_month=r"\b(?:last month|the month)\b",
    world=r"\b(?:global(?:ly)?|worldwide|(?:the )?rest of the world|the world(?!['’]s)|all (?:countries|destinations|markets)|overall|in total|altogether|total (?:exports?|shipments?|outbound|volumes?|sales)|(?:exports?|shipments?) (?:totall?ed|in total|as a whole))\b",
    exports=r"\b(?:export\w{0,4}|shipments?|shipped|sales abroad|outbound|overseas sales|deliveries|outflows?|sold|bought|purchases|sent)\b",
    imports=r"\b(?:import\w{0,4})\b",
    forecast=r"\b(?:will|would|could|might|expect\w{0,3}|forecast\w{0,3}|project(?:ed|s|ion|ions)|predict\w{0,4}|plans? to|planned|target\w{0,3}|aim\w{0,3} to|estimat\w{1,4} (?:that|to)|by 20[3-9]\d)\b",
    other=r"\b(?:capacity|output|produc\w{1,5}|refin\w{1,4}|mine[ds]?|mining|processing|reserves?|supply chain|supply of|consum\w{2,6}|tariffs?|shares? (?:rose|fell|jumped)|stock|antimony|gallium|germanium|tungsten|graphite|lithium|cobalt|nickel|copper|aluminium|aluminum|steel|soy\w{0,5}|coal|crude|oil|gas|corn|pork|beef|semiconductors?|chips?|batter(?:y|ies)|solar|cars?|vehicles?|ev|evs|dysprosium|terbium|yttrium|samarium|scandium|quota|workforce|workers|employees|gdp|inflation|licen[cs]es?|applications?)\b",
    magnet=r"\bmagnets?\b",
    rare_earth=r"\brare[- ]earths?\b",
    year_ago=r"",
)  # fmt: skip

ZH = Grammar(
    number=NUMBER_CJK,
    percent=r"\s?(?:%|％|个百分点)",
    up=r"增长|增加|上升|上涨|增|升|激增|飙升|猛增|大增|回升|反弹|高出",
    down=r"下降|减少|下滑|降低|下跌|降|减|跌|萎缩|锐减|骤降|回落",
    yoy=r"同比|较上年同期|较去年同期|比去年同期|比上年同期|去年同期|上年同期|同比去年|较上年|比上年|与去年同期相比",
    mom=r"环比|较上月|比上月|较前一个月|较前月|与上月相比|上个月|上月",
    base=r"较|比|相比|是",
    times=r"(?P<n>\d{1,4}(?:\.\d{1,3})?|[一二两三四五六七八九十])倍|(?P<part>一半|三分之一|三分之二|四分之一)|(?P<word>翻番|翻了一番|翻倍|增加一倍)",
    share=r"占|份额|占比|比重",
    rank=r"第(?P<ord>[一二三四五六七八九十])大(?:出口)?(?:目的地|市场|买家|出口国|进口国|目的国)?|最大(?:的)?(?:出口)?(?:目的地|市场|买家|目的国)|居第(?P<ord2>[一二三四五])|排名第(?P<ord3>[一二三四五])",
    extreme=r"(?:创|达|为|降至|升至)?(?:自)?(?P<since>\d{4}年\d{1,2}月)(?:份)?以来(?:的)?(?P<hi>最高|最低|新高|新低)",
    ytd=r"今年以来|年初至今|今年累计",
    last_month=r"上个月份",
    world=r"全球|总量|总计|合计|出口总量|共出口|总出口",
    exports=r"出口|输往|运往|发往",
    imports=r"进口",
    forecast=r"预计|预期|预测|将会|有望|计划",
    other=r"产能|产量|储量|开采|冶炼|关税|锑|镓|锗|钨|石墨|锂|钴|大豆|钢材|煤炭|原油|股价|配额",
    magnet=r"磁体|磁铁|永磁|磁材|磁性材料",
    rare_earth=r"稀土",
    year_ago=r"去年同期|上年同期",
    before=True,
)  # fmt: skip

JA = Grammar(
    number=NUMBER_CJK,
    percent=r"\s?(?:%|％|パーセント|ポイント)",
    up=r"増|上昇|拡大|上回|伸び|急増|多",
    down=r"減|下落|低下|縮小|下回|落ち込|少な|マイナス",
    yoy=r"前年同月比|前年同期比|前年比|前年同月|前年同期|1年前|一年前|昨年同月|昨年同期",
    mom=r"前月比|前月|前の月|先月比",
    base=r"比|より|から|に比べ",
    times=r"(?:約)?(?P<n>\d{1,4}(?:\.\d{1,3})?|[二三四五六七八九十])倍|(?P<part>半分|半減|3分の1|3分の2|4分の1)|(?P<word>倍増)",
    share=r"占め|シェア|割合|比率",
    rank=r"第?(?P<ord>[1-9２-９一二三四五])位|最大の?(?:輸出先|仕向け先|市場|相手国)|(?P<ord2>[2-9二三四五])番目に多い",
    extreme=r"(?P<since>\d{4}年\d{1,2}月)以来(?:の)?(?:\d{1,3}[^\n。、]{0,8}ぶり)?(?P<hi>最高|最低|高水準|低水準|最多|最少)",
    ytd=r"年初来|年初から",
    last_month=r"先月",
    world=r"全世界|世界|全体|総量|合計|総輸出",
    exports=r"輸出|出荷",
    imports=r"輸入",
    forecast=r"見通し|見込|予想|予測|計画",
    other=r"生産能力|生産量|埋蔵|関税|アンチモン|ガリウム|ゲルマニウム|タングステン|黒鉛|リチウム|大豆|鋼材|原油|株価",
    magnet=r"磁石|磁性",
    rare_earth=r"レアアース|希土類",
    year_ago=r"1年前",
    before=True,
)  # fmt: skip

KO = Grammar(
    number=NUMBER_CJK,
    percent=r"\s?(?:%|％|퍼센트|포인트)",
    up=r"증가|늘|상승|급증|확대|웃돌|뛰|많",
    down=r"감소|줄|하락|급감|축소|밑돌|떨어|적",
    yoy=r"전년 ?동[월기](?: ?대비|보다)?|지난해 같은 (?:달|기간)(?:보다|에 비해| 대비)?|작년 같은 (?:달|기간)(?:보다| 대비)?|전년 ?대비|1년 전(?:보다)?|작년 동월 대비",
    mom=r"전월 ?대비|전월(?:보다)?|전달(?:보다| 대비)?|한 달 전(?:보다)?",
    base=r"대비|보다|에서|비해",
    times=r"(?P<n>\d{1,4}(?:\.\d{1,3})?|두|세|네) ?배|(?P<part>절반|3분의 1|3분의 2|4분의 1)",
    share=r"차지|비중|점유율",
    rank=r"(?P<ord>[1-9])위|최대 (?:수출국|수출 ?대상국|시장|수입국|수출지)|(?P<ord2>두|세|네) ?번째로 (?:큰|많)",
    extreme=r"(?P<since>\d{4}년 ?\d{1,2}월) ?이후 ?(?P<hi>최고|최저|최대|최소)",
    ytd=r"올해 들어|연초 이후|올해 누적",
    last_month=r"지난달",
    world=r"전 ?세계|전체|총 수출|총수출|합계",
    exports=r"수출|선적",
    imports=r"수입",
    forecast=r"전망|예상|예측|계획",
    other=r"생산 ?능력|생산량|매장량|관세|안티몬|갈륨|게르마늄|텅스텐|흑연|리튬|대두|철강|원유|주가",
    magnet=r"자석",
    rare_earth=r"희토류",
    year_ago=r"1년 전",
    before=True,
)  # fmt: skip

DE = Grammar(
    number=NUMBER_DE,
    percent=r"(?:\s?%|[ -]?Prozent(?:punkte)?\b)",
    up=r"\b(?:stieg\w{0,2}|gestiegen|Anstieg\w{0,2}|Zuwachs|Zunahme|zu(?:genommen|legt\w{0,2})|erhöh\w{1,4}|mehr|höher\w{0,2}|wuchs\w{0,2}|gewachsen|Plus|plus|kletter\w{1,3}|sprang\w{0,2}|legten?|nahmen?|über)\b",
    down=r"\b(?:fiel\w{0,2}|gefallen|sank\w{0,2}|gesunken|Rückgang\w{0,2}|zurück\w{0,10}|weniger|niedriger\w{0,2}|Minus|minus|ging\w{0,2}|brach\w{0,2}|Einbruch|abgenommen|geringer|unter)\b",
    yoy=r"\b(?:Vorjahres\w{0,12}|im Jahresvergleich|Vorjahr\w{0,2}|vor einem Jahr|ein Jahr zuvor|im Vorjahresvergleich|binnen Jahresfrist)\b",
    mom=r"\b(?:Vormonat\w{0,9}|im Monatsvergleich|einen Monat zuvor|ein Monat zuvor)\b",
    base=r"\b(?:gegenüber|als|verglichen mit|im Vergleich zu[mr]?|von|nach|zum|seit)\b",
    times=r"(?P<fold>\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|\d{1,4}(?:,\d{1,3})?)[ -]?fach\w{0,4}\b)|(?P<n>\b\d{1,4}(?:,\d{1,3})?)[ -]?[Mm]al\b|(?P<word>\b(?:verdoppel|verdreifach|vervierfach|halbier)\w{1,4}\b)|(?P<part>\b(?:die Hälfte|halb so viel|zwei Drittel|ein Drittel|ein Viertel)\b)",
    share=r"\b(?:Anteil|entfiel\w{0,2}|entfallen|ausmach\w{0,3}|machten?|der gesamten|aller)\b",
    rank=r"\b(?:(?P<ord>zweit|dritt|viert|fünft)größter?[nrs]?|größter?[nrs]?|wichtigster?[nrs]?) (?:Abnehmer|Abnehmerland|Markt|Kunde|Käufer|Importeur|Zielland|Absatzmarkt|Bestimmungsland)",
    extreme=r"\b(?P<hi>höchste|größte|meiste|niedrigste|geringste)\w{0,2}\b[\w ]{0,30}?\bseit\b",
    ytd=r"\b(?:seit Jahresbeginn|im bisherigen Jahresverlauf|bisher in diesem Jahr)\b",
    last_month=r"\b(?:im vergangenen Monat|im letzten Monat)\b",
    world=r"\b(?:weltweit\w{0,2}|insgesamt|alle Länder|gesamten? (?:Ausfuhren|Exporte)|Gesamtexporte|Gesamtausfuhren|in alle Welt)\b",
    exports=r"\b(?:Export\w{0,6}|Ausfuhr\w{0,3}|exportiert\w{0,2}|Lieferung\w{0,2}|lieferte\w{0,2}|ausgeführt)",
    imports=r"\b(?:Import\w{0,6}|Einfuhr\w{0,3}|importiert\w{0,2})",
    forecast=r"\b(?:wird|werden|dürfte\w{0,2}|erwart\w{1,4}|Prognose|soll\w{0,3}|könnte\w{0,2})\b",
    other=r"\b(?:Kapazität\w{0,3}|Produktion\w{0,3}|Förder\w{0,4}|Zöll?e?n?|Antimon|Gallium|Germanium|Wolfram|Graphit|Lithium|Soja\w{0,7}|Stahl|Kohle|Rohöl|Aktie\w{0,2})\b",
    magnet=r"\w{0,20}[Mm]agnet\w{0,8}",
    rare_earth=r"\b[Ss]elten\w{0,3} ?[Ee]rd\w{0,14}",
    year_ago=r"vor einem Jahr",
)  # fmt: skip

GRAMMARS = {"en": EN, "zh": ZH, "ja": JA, "ko": KO, "de": DE}
ALIASES = {
    "en": {"US": "USA", "U.S.": "USA", "USA": "USA", "America": "USA", "American": "USA", "UK": "GBR", "Britain": "GBR",
           "EU": "EUN", "European Union": "EUN", "the bloc": "EUN", "Korea": "KOR", "South Korean": "KOR", "German": "DEU", "Japanese": "JPN",
           "Washington": "", "Turkey": "TUR", "Czech Republic": "CZE", "Indian": "IND", "Vietnamese": "VNM", "Europe": "X-EUROPE"},
    "zh": {"欧盟": "EUN", "美": "USA", "英国": "GBR"},
    "ja": {"米国": "USA", "米": "USA", "アメリカ": "USA", "EU": "EUN", "欧州連合": "EUN"},
    "ko": {"미국": "USA", "EU": "EUN", "유럽연합": "EUN", "대미": "USA", "한국": "KOR"},
    "de": {"USA": "USA", "Vereinigten Staaten": "USA", "EU": "EUN", "Europäische Union": "EUN", "US-": "USA"},
}  # fmt: skip


@cache
def partners(lang: str) -> tuple[re.Pattern, dict[str, str]]:
    """Pattern of every partner's name in a language, and the partner of each name; China is the reporter."""
    names = {
        reference.partner_name(code, lang): code for code in reference.known_partners() if not code.startswith("X-")
    }
    names |= {name.replace(" (China)", ""): code for name, code in names.items()} | ALIASES[lang]
    names = {
        name: code
        for name, code in names.items()
        if code not in ("CHN", "WLD", "") and len(name) > (1 if lang in ("en", "de") else 0)
    }
    words = sorted(names, key=lambda name: (-len(name), name))
    edge, end = (r"(?<![\w])", r"(?![\w])") if lang in ("en", "de") else ("", "")
    alternatives = "|".join(re.escape(word) + ("" if word[-1] in ".-" else end) for word in words)
    return re.compile(f"{edge}(?:{alternatives})"), names


@cache
def months(lang: str) -> dict[str, int]:
    """Names of the months, long and short, by CLDR."""
    found = {}
    for width in ("wide", "abbreviated"):
        for form in ("format", "stand-alone"):
            for number, name in Locale.parse(lang).months[form][width].items():
                found[name.rstrip(".")] = number
    if lang == "en":
        found |= {"Sept": 9}
    return found
