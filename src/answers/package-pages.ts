import { CATEGORIES, type Category } from '../domain/category.js';
import { csvRow } from './portable-csv.js';
import type { PortableDatum } from './portable-data.js';

/** More rows than this are no page to read. */
const PAGE_ROWS = 500;
/** Characters of JSON a page may reach before it is closed; with the longest value that fits, a megabyte at most. */
const PAGE_CHARACTERS = 512 * 1024;

/** Where the data of one category lie: so many, under these headings of a table, on these pages. */
export interface CategoryPages {
  readonly category: Category;
  readonly count: number;
  readonly columns: readonly string[];
  readonly pages: readonly number[];
}

interface OpenPage<Datum> {
  readonly rows: Datum[];
  characters: number;
}

interface Filled<Datum> {
  count: number;
  readonly columns: Set<string>;
  readonly pages: number[];
  page: OpenPage<Datum>;
}

/** Sorts data that come in any order into pages of one category each, and holds no more than one open page of each. */
export class PageWriter<Datum extends PortableDatum> {
  private readonly filled = new Map<Category, Filled<Datum>>();

  /** @param write keeps a page and gives its number */
  constructor(private readonly write: (rows: readonly Datum[]) => Promise<number>) {}

  async add(datum: Datum): Promise<void> {
    const filled = this.of(datum.category);
    const characters = JSON.stringify(datum).length;
    const { page } = filled;
    if (page.rows.length === PAGE_ROWS || page.characters + characters > PAGE_CHARACTERS)
      await this.close(filled);
    filled.page.rows.push(datum);
    filled.page.characters += characters;
    filled.count++;
    for (const column of Object.keys(csvRow(datum))) filled.columns.add(column);
  }

  /** Keeps what is still open. In the order of the categories. */
  async end(): Promise<CategoryPages[]> {
    const found: CategoryPages[] = [];
    for (const category of CATEGORIES) {
      const filled = this.filled.get(category);
      if (!filled) continue;
      await this.close(filled);
      const { count, columns, pages } = filled;
      found.push({ category, count, columns: [...columns], pages });
    }
    return found;
  }

  private of(category: Category): Filled<Datum> {
    const known = this.filled.get(category);
    if (known) return known;
    const filled = { count: 0, columns: new Set<string>(), pages: [], page: { rows: [], characters: 0 } };
    this.filled.set(category, filled);
    return filled;
  }

  private async close(filled: Filled<Datum>): Promise<void> {
    const { rows } = filled.page;
    filled.page = { rows: [], characters: 0 };
    if (rows.length > 0) filled.pages.push(await this.write(rows));
  }
}
