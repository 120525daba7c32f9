import { Random } from './random.js';

const FIRST_NAMES = words(
  'Aino Eero Helmi Ilmari Kaisa Lauri Mirja Onni Päivi Raimo Saara Tapio Tuulikki Urho Veikko Åsa Birgitta Gustav Ingrid',
  'Karl Linnéa Oskar Sofia Viktor',
);

/** Made up from words of the landscape: no one is called so. */
const SURNAMES = words(
  'Aamuharjanne Havukorpela Kuusikettola Lumisaarto Pihlajavuo Ruskalehto-Aava Sammalkivelä Tuulenpesälä Usvametsälä',
  'Vaahteramo Hallakorento Kanervapolku Suopursula Tähkäpellola Björkskugga Dimvassgren Frostängsby Granstigen',
  'Havsljungs Månviksås Stjärnmossa Älvbryn',
);

const STREETS = words('Tuulimyllynkuja Hiirenvirnantie Kuovinpolku Fyrstigen Revontulenraitti Ljungbacken');
const TOWNS = ['99901 Keksilä', '99902 Satukoski', '99903 Sagohamn', '99904 Tarunniemi'] as const;
const ORGANISATIONS = [
  'Pilvipaja',
  'Sininen Kettu',
  'Norrsken Verkstad',
  'Muistokirja',
  'Vågbrytaren',
] as const;

export interface InventedPerson {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly postalAddress: string;
  readonly organisation: string;
}

/** Invents people of one register; no two share an address or a number, and no address leads anywhere (RFC 2606). */
export class InventedPeople {
  private count = 0;

  constructor(
    private readonly random: Random,
    private readonly register: string,
  ) {}

  next(): InventedPerson {
    const { random } = this;
    this.count += 1;
    const first = random.pick(FIRST_NAMES);
    const last = random.pick(SURNAMES);
    return {
      name: `${first} ${last}`,
      email: `${plain(first)}.${plain(last)}.${this.count}@${this.register}.posti.example`,
      phone: `+35850000${String(this.count).padStart(4, '0')}`,
      postalAddress: `${random.pick(STREETS)} ${random.whole(1, 80)}, ${random.pick(TOWNS)}`,
      organisation: `${random.pick(ORGANISATIONS)} Oy`,
    };
  }
}

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

function words(...lines: readonly string[]): string[] {
  return lines.join(' ').split(' ');
}
