import type { Random } from './random.ts';

const firstNames = [
  "Amélie|Björn|Chloé|Dara|D'Arcy|Eoghan|Fatma|Gábor|Héctor|Ingrid|Jürgen|Kateřina|Łukasz|María José|Nguyễn|Özlem",
  'Px|Quentin|Ráhel|Søren|Þóra|Zoë|Алексей|Марія|Γιώργος|Ελένη|محمد|ليلى|נועה|יוסי|आरती|สมชาย|ნინო|Արամ|伟|芳',
  'さくら|ケンジ|민준|서연|தமிழ்|አበበ',
].flatMap((names) => names.split('|'));

const lastNames = [
  "Okafor|O'Neill|van der Berg|García-López|Null|Müller|Ørsted|Šimek|Nowak|Iñárritu|Иванов|Шевченко|Παπαδόπουλος",
  'الأحمد|כהן|शर्मा|ใจดี|王|田中|김|Smith, Jr.|de "Q"',
].flatMap((names) => names.split('|'));

const companies = [
  'Blue Bicycle Bakery',
  'Łódź Lamps',
  'Café Nº 5',
  '青空 Trading',
  'Tab\tand Sons',
  'Ωmega & Co',
];

const remarks = [
  'Please call back this customer!',
  'Wants an invoice, sent by e-mail.',
  'Très satisfait 👍🏽, rappeler lundi',
  'Line one\nline two\r\nline three',
  'Quoted "twice", it\'s fine; a,b,c\t\\n',
  'שלום, מחר בבוקר',
  '折り返し電話してください',
  'Zażółć gęślą jaźń 👩‍👩‍👧‍👦',
  'e\u0301 is not é until it is normalised',
  '<b>not bold</b> {{ nor }} ${expanded} %s',
  ' ',
];

/** A person's first and last name, in one of several scripts. */
export function personName(random: Random): { first: string; last: string } {
  return { first: random.pick(firstNames), last: random.pick(lastNames) };
}

export function companyName(random: Random): string {
  return random.pick(companies);
}

export function remark(random: Random): string {
  return random.pick(remarks);
}
