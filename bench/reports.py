"""Writes N short generated reports as JSON Lines; the same N gives the same bytes. usage: reports.py N"""
import json
import random
import sys

r = random.Random(3)
WHO = "Police,Soldiers,Protesters,Rebels,Officials,Residents,Militants,Guards".split(",")
DID = "fired at,arrested,killed,surrounded,attacked,detained,blocked".split(",")
WHOM = "students,journalists,villagers,a convoy,demonstrators,workers,shopkeepers".split(",")
WHERE = "Lima,Dakar,Tunis,Manila,Ankara,Tbilisi,Khartoum,Nairobi,Dhaka,Quito".split(",")
for i in range(int(sys.argv[1])):
    n, day = r.randint(2, 90), r.randint(1, 28)
    text = "%s %s %s in %s on Monday. At least %d people were injured, the health ministry said." % (
        r.choice(WHO), r.choice(DID), r.choice(WHOM), r.choice(WHERE), n)
    print(json.dumps({"name": "report-%05d" % i, "published": "2022-03-%02d" % day, "publisher": "Wire", "text": text}))
