// Three hundred invented reports, the same at each run: a hundred happenings in twelve countries, each told by three papers that count,
// name and know differently. Nobody and nothing in them is real but the names of the towns. usage: node reports.mjs [HAPPENINGS] > reports.jsonl
const happenings = +(process.argv[2] ?? 100);

let seed = 20190603;
const random = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const number = (from, to) => from + Math.floor(random() * (to - from + 1));

const countries = [
  { name: 'Mali', of: 'Malian', towns: ['Bamako', 'Gao', 'Mopti', 'Kayes'] },
  { name: 'Peru', of: 'Peruvian', towns: ['Lima', 'Cusco', 'Puno', 'Ayacucho'] },
  { name: 'Georgia', of: 'Georgian', towns: ['Tbilisi', 'Batumi', 'Kutaisi'] },
  { name: 'Nepal', of: 'Nepalese', towns: ['Kathmandu', 'Pokhara', 'Biratnagar'] },
  { name: 'Chile', of: 'Chilean', towns: ['Santiago', 'Valparaíso', 'Concepción'] },
  { name: 'Kenya', of: 'Kenyan', towns: ['Nairobi', 'Mombasa', 'Kisumu', 'Garissa'] },
  { name: 'Moldova', of: 'Moldovan', towns: ['Chisinau', 'Tiraspol', 'Comrat'] },
  { name: 'Cambodia', of: 'Cambodian', towns: ['Phnom Penh', 'Battambang', 'Siem Reap'] },
  { name: 'Tunisia', of: 'Tunisian', towns: ['Tunis', 'Sfax', 'Kasserine', 'Gafsa'] },
  { name: 'Bolivia', of: 'Bolivian', towns: ['La Paz', 'Cochabamba', 'Potosí'] },
  { name: 'Mongolia', of: 'Mongolian', towns: ['Ulaanbaatar', 'Darkhan', 'Erdenet'] },
  { name: 'Burkina Faso', of: 'Burkinabe', towns: ['Ouagadougou', 'Djibo', 'Kaya'] },
];
const papers = ['Example Wire', 'Example Post', 'Example Monitor', 'Example Radio', 'Example Tribune'];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const reasons = ['a rise in the price of fuel', 'the arrest of a union leader', 'a disputed election', 'months of unpaid wages', 'a law on land', 'power cuts'];
const iso = (d) => d.toISOString().slice(0, 10);
const more = (n) => pick([`at least ${n}`, `${n}`, `more than ${n}`, `about ${n}`]);

// each kind: what one paper writes; h: the happening, s: how this paper tells it
const kinds = {
  protest: (h, s) => [
    `Thousands of people marched through ${h.town} on ${h.weekday} in protest against ${h.reason}. Organisers said ${s.crowd * 10} people took part, while police put the number at ${s.crowd}.`,
    `Police fired tear gas and rubber bullets at the crowd. ${s.cap(more(s.injured))} people were injured, the health ministry said. A doctors' union said ${s.injured + number(9, 40)} people were injured.`,
    `The protests began because of ${h.reason}, residents said.`,
  ],
  clash: (h, s) => [
    `Gunmen attacked an army post near ${h.town} on ${h.weekday}. The defence ministry said ${s.killed} soldiers were killed and ${s.injured} were wounded. Local officials said ${s.killed + number(4, 19)} soldiers were killed.`,
    `The army said its troops killed ${more(s.killed + 3)} of the attackers. The rebels denied that any of their fighters were killed.`,
    `${s.cap(more(s.injured * 40))} residents fled their homes after the attack, a United Nations agency said.`,
  ],
  emergency: (h, s) => [
    `The ${h.country.of} government declared a state of emergency in ${h.town} on ${h.weekday} and imposed a curfew from dusk to dawn after ${h.reason} brought people into the streets.`,
    `The authorities cut off the internet and telephone lines in ${h.town}. It was not known how many people were hurt. Journalists were barred from the city.`,
    `The interior ministry said ${s.detained} people had been detained. A human rights group said ${s.detained * 3} people were arrested and called for their immediate release.`,
  ],
  denial: (h, s) => [
    `Witnesses in ${h.town} said government aircraft bombed a market on ${h.weekday}, killing ${s.killed} people. The ${h.country.of} army denied that its aircraft bombed the market.`,
    `“We did not attack any civilians,” an army spokesman said. The opposition accused the army of a massacre and demanded an independent inquiry.`,
    `The number of the dead could not be confirmed independently, and the hospital declined to comment.`,
  ],
  siege: (h, s) => [
    `Security forces surrounded a camp of strikers in ${h.town} on ${h.weekday} and arrested ${s.detained} people. The government called the strikers “terrorists”; the miners' union called them “peaceful workers”.`,
    `The union demanded that the president resign and threatened to block all roads. The president rejected the demand.`,
    `One person died and ${s.injured} were hospitalised, according to the health ministry. State television called the raid “a rescue of the city”, while opposition parties called it “a coup”.`,
  ],
  talks: (h, s) => [
    `The government and the opposition met in ${h.town} on ${h.weekday} and agreed to a ceasefire, mediators said. The army withdrew ${s.detained} soldiers from the centre of the city.`,
    `Neighbouring states welcomed the agreement and sent food for ${s.crowd} displaced people. The rebels released ${s.killed + 2} prisoners.`,
    `It remained unclear whether the rebels would lay down their arms. A government spokesman said the truce would hold “if the other side stops its attacks”.`,
  ],
};

function tell(h, i) {
  const grows = 1 + i * 0.35; // later reports know of more
  const s = {
    killed: Math.max(1, Math.round(h.killed * grows)),
    injured: Math.round(h.injured * grows),
    detained: Math.round(h.detained * grows),
    crowd: h.crowd + i * 500,
    cap: (words) => words[0].toUpperCase() + words.slice(1),
  };
  const published = new Date(h.day.getTime() + (i + 1) * 86400000);
  const paper = papers[(h.n + i) % papers.length];
  const head = `${h.town.toUpperCase()}, ${months[published.getUTCMonth()]} ${published.getUTCDate()}`;
  const paragraphs = kinds[h.kind](h, s);
  if (i === 2) paragraphs.push(`The United Nations secretary-general's spokesman expressed concern over the violence in ${h.country.name} and urged all sides to show restraint.`);
  return { name: `${h.kind}-${h.n}-${i + 1}`, published: iso(published), publisher: paper, language: 'en', title: `${h.country.name}: what is known of ${h.weekday} in ${h.town}`, text: `${head} (${paper}) - ${paragraphs.join('\n\n')}\n` };
}

for (let n = 0; n < happenings; n++) {
  const country = countries[n % countries.length];
  const day = new Date(Date.UTC(2019, Math.floor(n / 8) % 14, number(2, 26)));
  const h = { n, country, day, town: pick(country.towns), kind: Object.keys(kinds)[n % 6], reason: pick(reasons), weekday: weekdays[day.getUTCDay()], killed: number(3, 30), injured: number(8, 60), detained: number(20, 300), crowd: number(2, 30) * 1000 };
  for (let i = 0; i < 3; i++) console.log(JSON.stringify(tell(h, i)));
}
