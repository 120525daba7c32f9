import { CORRECTION_KINDS } from '../domain/correction.js';
import { ERASURE_DEMANDS, RESTRICTION_GROUNDS } from '../domain/facts.js';
import { OBJECTION_SCOPES } from '../domain/objection.js';
import type { Texts } from '../i18n/texts.js';
import type { RequestFormModel } from './request-form.js';
import { errorText, type FormPart, PROOF_INPUTS } from './submitted-request.js';

export interface Rendering {
  readonly template: string;
  readonly title: string;
  /** Where the page can be opened again in another language; `null` after a form was sent. */
  readonly path: string | null;
  readonly [more: string]: unknown;
}

/** What the template of the form shows beside its model: choices, rows, and where each error leads. */
export function formRendering(model: RequestFormModel, t: Texts): Rendering {
  const { values, errors, register, registerName } = model;
  const noCorrection = { category: '', kind: '', which: '', value: '', grounds: '' };
  return {
    template: 'request-form',
    title: withError(t('portal.form.title.of', { register: registerName }), errors.length > 0, t),
    path: `/r/${encodeURIComponent(register)}`,
    correctionRows: [1, 2, 3].map((number) => ({
      ...(values.corrections[number - 1] ?? noCorrection),
      number,
    })),
    correctionKinds: CORRECTION_KINDS,
    grounds: RESTRICTION_GROUNDS,
    demands: ERASURE_DEMANDS,
    scopes: OBJECTION_SCOPES,
    proofs: PROOF_INPUTS.map(({ name, kind, label }) => ({
      name,
      label,
      value: values.proofs.find((proof) => proof.kind === kind)?.value ?? '',
    })),
    errorText: (part: FormPart) => t(errorText(part)),
    inputOf: (part: FormPart) => FIRST_INPUTS[part] ?? part,
  };
}

/** Where a group of inputs begins; a single one is called as its part. */
const FIRST_INPUTS: Partial<Record<FormPart, string>> = {
  rights: 'right-access',
  restrictionGround: 'ground-1',
  restricts: 'restricts-1',
  demand: 'demand-1',
  objectsTo: 'objectsTo-1',
  proofs: `proof-${PROOF_INPUTS[0].name}`,
};

/** The title is the first thing a screen reader says. */
export const withError = (title: string, wrong: boolean, t: Texts) =>
  wrong ? `${t('portal.errorPrefix')} ${title}` : title;
