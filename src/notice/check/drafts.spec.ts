import fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { packageRoot } from '../../config/package-root.js';
import type { RegisterPolicy } from '../../domain/register-policy.js';
import { loadPolicyFile, policyDefects } from '../../registers/policy-file.js';
import { checkNotice } from './check-notice.js';
import { UnreadableNotice } from './unreadable-notice.js';

const folder = join(packageRoot, 'test', 'fixtures', 'notices');
const FIXTURES = [
  ...readdirSync(folder).filter((name) => name.endsWith('.txt')),
  ...readdirSync(join(folder, 'clean')).map((name) => join('clean', name)),
];
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const draftOf = async (text: string, file = 'notice.txt') =>
  (await checkNotice(Buffer.from(text), file)).draftPolicy;

describe('a draft', () => {
  const place = mkdtempSync(join(tmpdir(), 'drafts-'));
  afterAll(() => rmSync(place, { recursive: true }));

  it.each(FIXTURES)('of %s loads as a policy file', async (file) => {
    const draft = await draftOf(read(file), file);
    const written = join(place, `${draft.register}.yaml`);
    writeFileSync(written, stringify(draft, { aliasDuplicateObjects: false }));
    expect(loadPolicyFile(written).policy).toEqual(draft);
  });

  it('of whatever words loads too', async () => {
    const words = FIXTURES.flatMap((file) => read(file).split(/(?<=[\n.])/));
    const text = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        try {
          expect(policyDefects(await draftOf(content))).toEqual([]);
        } catch (error) {
          if (!(error instanceof UnreadableNotice)) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of a notice without a date says so and never comes into force by itself', async () => {
    const { notice, activeFrom, findings } = await draftOf(read('clean/questions-sv.txt'));
    expect(notice.preparedOn).toBe('notStated');
    expect(activeFrom).toBe('9999-12-31');
    expect(findings.map(({ code }) => code)).toContain('DRAFT_DATE_OPEN');
  });

  it.each([
    ['Päivitetty 14. tammikuuta 2026', '2026-01-14'],
    ['Uppdaterad den 3 mars 2026', '2026-03-03'],
    ['Effective 1 January 2026', '2026-01-01'],
    ['Last updated: March 5, 2026', '2026-03-05'],
  ])('reads the date of "%s"', async (line, day) => {
    const { notice } = await draftOf(`Tietosuojaseloste\n${line}\nRekisterin nimi\nAsiakasrekisteri\n`);
    expect(notice.preparedOn).toBe(day);
  });
});

const HEADINGS = {
  fi: ['Rekisterin tietosisältö', 'Säilytysaika'],
  sv: ['Kategorier av personuppgifter', 'Förvaringstid'],
  en: ['Categories of personal data', 'Retention'],
} as const;
const periods = async (language: keyof typeof HEADINGS, held: string, kept: string) => {
  const [data, retention] = HEADINGS[language];
  const draft = await draftOf(`${data}\n${held}\n\n${retention}\n${kept}\n`);
  return { draft, of: saidOf(draft) };
};
const saidOf = ({ retention }: RegisterPolicy) =>
  retention === 'notStated'
    ? retention
    : Object.fromEntries(
        Object.entries(retention).map(([category, { anchor, period }]) => [category, `${period} ${anchor}`]),
      );

describe('the periods of a draft', () => {
  it.each([
    ['fi', 'Nimi, puhelin, tilaukset', 'Tilaukset 2 vuotta asiakassuhteen päättymisestä.'],
    ['en', 'Name, e-mail, phone, orders', 'Orders for two years after the end of the customer relationship.'],
  ] as const)('are not spread from orders over other data: %s', async (language, held, kept) => {
    const { draft, of } = await periods(language, held, kept);
    expect(of).toBe('notStated');
    expect(draft.findings.map(({ code }) => code)).toContain('DRAFT_RETENTION_OPEN');
  });

  it.each([
    [
      'fi',
      'Nimi, tilaukset, laskut',
      'Asiakastiedot poistetaan vuoden kuluttua asiakassuhteen päättymisestä ja laskut kuusi vuotta sen kalenterivuoden lopusta, jona tilikausi päättyi.',
      'P1Y relationship-end',
    ],
    [
      'sv',
      'Namn, beställningar, fakturor',
      'Kunduppgifter två år efter att kundförhållandet upphört, fakturor sex år från utgången av det kalenderår då räkenskapsperioden gick ut.',
      'P2Y relationship-end',
    ],
    [
      'en',
      'Name, orders, invoices',
      'Customer data: 18 months after the relationship ends. Invoices: six years from the end of the calendar year in which the financial year ended.',
      'P18M relationship-end',
    ],
  ] as const)('keep what is said of each kind of data apart: %s', async (language, held, kept, rest) => {
    const { of } = await periods(language, held, kept);
    expect(of).toMatchObject({ name: rest, order: rest, invoice: 'P6Y calendar-year-end' });
  });

  it('run from no event that a policy does not know', async () => {
    const { of } = await periods('fi', 'Nimi, puhelin', 'Asiakastiedot 3 vuotta viimeisestä tilauksesta.');
    expect(of).toBe('notStated');
  });

  it('never count data of a person from the end of a financial year', async () => {
    const { of } = await periods('fi', 'Nimi', 'Tiedot säilytetään 6 vuotta tilikauden päättymisestä.');
    expect(of).toBe('notStated');
  });

  it('leave what two sentences contradict to the controller', async () => {
    const kept =
      'Asiakastiedot 2 vuotta asiakkuuden päättymisestä. Kaikki tiedot 5 vuotta asiakkuuden päättymisestä.';
    expect((await periods('fi', 'Nimi', kept)).of).toBe('notStated');
  });

  it('follow the consent where the notice says so', async () => {
    const kept =
      'Asiakastiedot 2 vuotta asiakkuuden päättymisestä. Markkinointitiedot poistetaan, kun peruutat suostumuksesi.';
    const { of } = await periods('fi', 'Nimi, markkinointitiedot', kept);
    expect(of).toMatchObject({
      name: 'P2Y relationship-end',
      'marketing-profile': 'P0D consent-withdrawal',
    });
  });
});

describe('the contacts of a draft', () => {
  const contacts = async (controller: string, contactPerson = '') => {
    const text = `Rekisterinpitäjä\t${controller}\nYhteyshenkilö\t${contactPerson}\nRekisterin nimi\tAsiakasrekisteri\n`;
    const draft = await draftOf(text);
    return { company: draft.controller, person: draft.contactPerson, told: JSON.stringify(draft) };
  };

  it('are the company’s own number and mailbox as published', async () => {
    const { company } = await contacts(
      'Pajula Oy, Pajakuja 1, 00100 Helsinki, 09 123-4567, info@pajula.example',
    );
    expect(company).toMatchObject({ name: 'Pajula Oy', phone: '09 123 4567', email: 'info@pajula.example' });
  });

  it.each([
    ['a mailbox with a name', 'Pajula Oy, 09 123 4567, veli.keksitty@pajula.example', ''],
    ['a mailbox that may be a name', 'Pajula Oy, 050 123 4567, veli@pajula.example', ''],
    ['a named contact person', 'Pajula Oy, 09 123 4567', 'Veli Keksitty, +358 9 1234567'],
    ['a person who is the controller', 'Veli Keksitty, 09 123 4567', 'Veli Keksitty'],
  ])('are invented beside %s', async (_, controller, contactPerson) => {
    const { company, told } = await contacts(controller, contactPerson);
    expect(company.phone).toBe('010 000 0100');
    expect(told).not.toMatch(/veli|keksitty|123 ?4567/i);
  });

  it('give a contact person a role for a name, and keep the mailbox of an office', async () => {
    const { person } = await contacts('Pajula Oy', 'Toimistonhoitaja, toimisto@pajula.example');
    expect(person).toMatchObject({ name: 'Rekisterin yhteyshenkilö', email: 'toimisto@pajula.example' });
  });
});

it('lists the data a notice names under a heading of its own words', async () => {
  const { categories } = await draftOf(read('clean/questions-en.txt'));
  expect(categories.map(({ category }) => category)).toEqual(
    expect.arrayContaining(['name', 'postal-address', 'email', 'phone', 'invoice']),
  );
});
