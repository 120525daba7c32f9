/**
 * What may be kept of an order nobody can be recognised by: its month, the first digits of the postcode and its sum,
 * added to those of others (recital 26). Cells of fewer than five persons are not shown, nor can they be reckoned.
 */
export const SMALLEST_GROUP = 5;
export const POSTCODE_DIGITS = 2;

/** A sum over a month and an area. Amounts are in cents, so that sums are exact. */
export interface StatisticCell {
  /** `YYYY-MM`. */
  readonly month: string;
  /** First digits of the postcode; empty where none is known. */
  readonly area: string;
  readonly persons: number;
  readonly orders: number;
  readonly cents: number;
}

/** A cell as it is shown. `area` null: small cells of several areas put together. */
export interface ShownCell {
  readonly month: string;
  readonly area: string | null;
  readonly orders: number;
  readonly cents: number;
}

/**
 * The cells that may be shown. Small ones of a month are put together, which counts nobody twice: a person has one
 * address. Over several months the same person may stand in each, so what is small for its month is left out. The total
 * is that of the cells shown, so that subtracting tells nothing.
 */
export function shownCells(cells: readonly StatisticCell[]): ShownCell[] {
  const shown: ShownCell[] = [];
  const show = (month: string, area: string | null, { orders, cents }: StatisticCell) =>
    shown.push({ month, area, orders, cents });
  const smallOfMonth = new Map<string, StatisticCell>();
  for (const cell of cells) {
    if (isLarge(cell)) show(cell.month, cell.area, cell);
    else smallOfMonth.set(cell.month, added(cell, smallOfMonth.get(cell.month)));
  }
  for (const cell of smallOfMonth.values()) if (isLarge(cell)) show(cell.month, null, cell);
  // Stryker disable next-line EqualityOperator: no two cells have the same month and area
  return shown.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

export function added(cell: StatisticCell, to: StatisticCell | undefined): StatisticCell {
  if (!to) return cell;
  return {
    ...to,
    persons: to.persons + cell.persons,
    orders: to.orders + cell.orders,
    cents: to.cents + cell.cents,
  };
}

/** The first digits of the postcode in an address, where a place name follows it; empty when there is none. */
export function areaOf(address: string): string {
  const codes = [...address.matchAll(/(?<!\d)(\d{5})(?=[\s,]+\p{L})/gu)];
  // Stryker disable next-line OptionalChaining: a match always has its digits
  return codes.at(-1)?.[1]?.slice(0, POSTCODE_DIGITS) ?? '';
}

/** An order's total in cents; 0 where it states none that can be read. */
export function centsOf(total: unknown): number {
  if (typeof total === 'number') return Number.isFinite(total) ? Math.round(total * 100) : 0;
  if (typeof total !== 'string') return 0;
  const text = total.replace(/[\s€]|EUR/gi, '').replace(',', '.');
  return /^-?\d{1,10}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : 0;
}

/** Five orders of one person are still one person. */
const isLarge = ({ persons, orders }: StatisticCell) => persons >= SMALLEST_GROUP && orders >= SMALLEST_GROUP;

/** By month and area; what was put together comes after what it was put together from. */
const sortKey = ({ month, area }: ShownCell) => `${month} ${area ?? '~'}`;
