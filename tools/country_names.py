"""Writes data/country_names.tsv: what the countries are called in other languages, from the translations of Debian's iso-codes
(ISO 3166-1; package iso-codes, LGPL-2.1+), with the short names that those lists lack, written by hand below.
usage: country_names.py >data/country_names.tsv"""
import gettext
import json
import re
import unicodedata

LANGUAGES = "ar az be bg bn cs de el es et fa fi fr he hi hr hu hy id it ja ka kk ko lt lv nl pl pt ro ru sk sl sq sr sv ta th tr uk ur uz vi zh_CN".split()

LATIN = "az cs de es et fi fr hr hu id it lt lv nl pl pt ro sk sl sq sv tr uz vi".split()

# Everyday names where the lists have the long ones or none.
HAND = {
    "ru": "Россия RUS,США USA,Соединенные Штаты USA,Британия GBR,Великобритания GBR,Белоруссия BLR,Киргизия KGZ,Молдавия MDA,Южная Корея KOR,Северная Корея PRK,КНДР PRK,Иран IRN,Сирия SYR,ДР Конго COD,Палестина PSE,Чехия CZE,Голландия NLD,ЮАР ZAF,ОАЭ ARE,КНР CHN",
    "uk": "Росія RUS,США USA,Сполучені Штати USA,Британія GBR,Білорусь BLR,Південна Корея KOR,Північна Корея PRK,КНДР PRK,Іран IRN,Сирія SYR,Молдова MDA,Палестина PSE,ПАР ZAF,ОАЕ ARE",
    "ar": "روسيا RUS,أمريكا USA,الولايات المتحدة USA,بريطانيا GBR,إيران IRN,سوريا SYR,سورية SYR,كوريا الجنوبية KOR,كوريا الشمالية PRK,فلسطين PSE,الإمارات ARE,السعودية SAU,تركيا TUR,ليبيا LBY,السودان SDN,جنوب السودان SSD,فنزويلا VEN,مصر EGY,العراق IRQ,اليمن YEM,لبنان LBN,الأردن JOR,تونس TUN,الجزائر DZA,المغرب MAR,إسرائيل ISR,أفغانستان AFG,باكستان PAK,الصين CHN,أوكرانيا UKR",
    "fa": "روسیه RUS,آمریکا USA,ایالات متحده USA,انگلیس GBR,بریتانیا GBR,ایران IRN,سوریه SYR,کره جنوبی KOR,کره شمالی PRK,فلسطین PSE,امارات ARE,عربستان SAU,ترکیه TUR",
    "es": "Rusia RUS,Estados Unidos USA,EEUU USA,Gran Bretaña GBR,Irán IRN,Siria SYR,Corea del Sur KOR,Corea del Norte PRK,Venezuela VEN,Bolivia BOL,Palestina PSE,Moldavia MDA,Tanzania TZA,Bielorrusia BLR,Birmania MMR,Costa de Marfil CIV,Laos LAO",
    "fr": "Russie RUS,États-Unis USA,Grande-Bretagne GBR,Royaume-Uni GBR,Iran IRN,Syrie SYR,Corée du Sud KOR,Corée du Nord PRK,Venezuela VEN,Bolivie BOL,Palestine PSE,Moldavie MDA,Tanzanie TZA,Biélorussie BLR,Birmanie MMR,Centrafrique CAF,RDC COD,Laos LAO",
    "pt": "Rússia RUS,Estados Unidos USA,EUA USA,Grã-Bretanha GBR,Reino Unido GBR,Irã IRN,Irão IRN,Síria SYR,Coreia do Sul KOR,Coreia do Norte PRK,Venezuela VEN,Bolívia BOL,Palestina PSE,Moldávia MDA,Bielorrússia BLR,Mianmar MMR,Laos LAO",
    "tr": "Rusya RUS,ABD USA,Amerika USA,İngiltere GBR,Britanya GBR,İran IRN,Suriye SYR,Güney Kore KOR,Kuzey Kore PRK,Filistin PSE,Moldova MDA,Venezuela VEN,Belarus BLR,BAE ARE",
    "de": "Russland RUS,USA USA,Großbritannien GBR,Iran IRN,Syrien SYR,Südkorea KOR,Nordkorea PRK,Palästina PSE,Venezuela VEN,Weißrussland BLR,Tschechien CZE",
    "it": "Russia RUS,Stati Uniti USA,Gran Bretagna GBR,Regno Unito GBR,Iran IRN,Siria SYR,Corea del Sud KOR,Corea del Nord PRK,Palestina PSE,Venezuela VEN,Bolivia BOL",
    "pl": "Rosja RUS,Stany Zjednoczone USA,USA USA,Wielka Brytania GBR,Iran IRN,Syria SYR,Korea Południowa KOR,Korea Północna PRK,Palestyna PSE",
    "id": "Rusia RUS,Amerika Serikat USA,AS USA,Inggris GBR,Iran IRN,Suriah SYR,Korea Selatan KOR,Korea Utara PRK,Palestina PSE",
    "zh": "俄罗斯 RUS,美国 USA,英国 GBR,伊朗 IRN,叙利亚 SYR,韩国 KOR,朝鲜 PRK,台湾 TWN,巴勒斯坦 PSE,委内瑞拉 VEN,越南 VNM,老挝 LAO",
    "ja": "ロシア RUS,米国 USA,アメリカ USA,英国 GBR,イギリス GBR,イラン IRN,シリア SYR,韓国 KOR,北朝鮮 PRK,台湾 TWN,パレスチナ PSE,中国 CHN",
    "ko": "러시아 RUS,미국 USA,영국 GBR,이란 IRN,시리아 SYR,한국 KOR,북한 PRK,대만 TWN,중국 CHN,일본 JPN,팔레스타인 PSE",
    "kk": "Ресей RUS,АҚШ USA,Қазақстан KAZ,Өзбекстан UZB,Қырғызстан KGZ,Тәжікстан TJK,Иран IRN,Қытай CHN",
}
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ð": "d", "ħ": "h", "ŧ": "t", "ə": "a", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th",
                       "-": " ", "/": " ", "‐": " ", "–": " ", ".": None, ",": None, "'": None, "’": None, "ʻ": None, "ʼ": None, "‘": None})


def key(name):
    s = unicodedata.normalize("NFD", name)
    s = "".join(c for c in s if unicodedata.category(c) != "Mn").lower()
    s = "".join(c for c in unicodedata.normalize("NFD", s) if unicodedata.category(c) != "Mn")
    return " ".join(s.translate(PLAIN).split())


def main():
    entries = json.load(open("/usr/share/iso-codes/json/iso_3166-1.json"))["3166-1"]
    rows = []
    for lang in LANGUAGES:
        code = lang.split("_")[0]
        try:
            said = gettext.translation("iso_3166-1", "/usr/share/locale", languages=[lang]).gettext
        except OSError:
            continue
        for e in entries:
            for what in ("common_name", "name"):
                name = said(e[what]) if what in e else ""
                name = re.split(r"[,(（،;]", name)[0].strip()
                if name and not (name.isascii() and code not in LATIN):
                    rows.append((key(name), code, e["alpha_3"], name))
        for pair in HAND.get(code, "").split(","):
            if pair:
                name, iso = pair.rsplit(" ", 1)
                rows.append((key(name), code, iso, name))
    seen, twice = {}, set()
    for k, code, iso, _ in rows:
        if seen.setdefault((k, code), iso) != iso:
            twice.add((k, code))
    print("# What countries are called in other languages: ISO 3166-1 names in the translations of Debian iso-codes 4.15 (LGPL-2.1+), up to the first comma or")
    print("# bracket, and everyday names written by hand; made by tools/country_names.py. Names of two countries in one language are left out unless one was written by hand.")
    print("# key: the name as at_gazetteer_key makes it. language: ISO 639.")
    print("key\tlanguage\tcountry")
    done = set()
    hand = {(key(p.rsplit(" ", 1)[0]), c): p.rsplit(" ", 1)[1] for c, v in HAND.items() for p in v.split(",") if p}
    for k, code, iso, _ in sorted(rows, key=lambda r: (r[1], r[2], r[0])):
        if not k or (k, code) in done or ((k, code) in twice and hand.get((k, code)) != iso) or len(k) < 2 or (code == "ru" and k == "того"):
            continue
        done.add((k, code))
        print("%s\t%s\t%s" % (k, code, iso))


main()
