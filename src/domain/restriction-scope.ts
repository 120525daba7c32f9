import type { Category } from './category.js';

/** What a restriction, or the permission to use restricted data, is about. Both `null`: the whole person. */
export interface RestrictionScope {
  readonly categories: readonly Category[] | null;
  /** Ids of single data; absent or `null`: all data of the categories. */
  readonly data?: readonly string[] | null;
}

export interface ScopedDatum {
  readonly id: string;
  readonly category: Category;
}

export const coversPerson = ({ categories, data = null }: RestrictionScope): boolean =>
  categories === null && data === null;

/** Every datum of the category, also one that is entered later. */
export const coversCategory = ({ categories, data = null }: RestrictionScope, category: Category): boolean =>
  data === null && (categories === null || categories.includes(category));

export const coversDatum = (
  { categories, data = null }: RestrictionScope,
  { id, category }: ScopedDatum,
): boolean => (categories === null || categories.includes(category)) && (data === null || data.includes(id));
