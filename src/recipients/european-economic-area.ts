/** ISO 3166 codes of the European Economic Area, Åland by its own; a disclosure to anywhere else is a transfer (Art. 44). */
const EEA = new Set(
  'AT AX BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

export const isInEea = (country: string): boolean => EEA.has(country.toUpperCase());
