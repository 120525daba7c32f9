import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { packageRoot } from '../config/package-root.js';
import { isCalendarDate } from '../domain/calendar-date.js';
import type { RegisterPolicy } from '../domain/register-policy.js';
import { nearest } from './nearest.js';
import { type Defect, pointerTo } from './policy-source.js';

/** The schema travels with the code, not with the policies it is used on. */
export const POLICY_SCHEMA_FILE = join(packageRoot, 'policies', 'register-policy.schema.json');

let compiled: ValidateFunction<RegisterPolicy> | undefined;

export function isRegisterPolicy(content: unknown): content is RegisterPolicy {
  return validator()(content);
}

/** Everything in which the content departs from the schema. */
export function schemaDefects(content: unknown): Defect[] {
  const validate = validator();
  if (validate(content)) return [];
  // `if` only reports that one of its branches failed, which the branch has said already.
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(defectOf);
}

function validator(): ValidateFunction<RegisterPolicy> {
  if (!compiled) {
    const ajv = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false });
    ajv.addFormat('date', isCalendarDate);
    compiled = ajv.compile<RegisterPolicy>(JSON.parse(readFileSync(POLICY_SCHEMA_FILE, 'utf8')));
  }
  return compiled;
}

function defectOf(error: ErrorObject): Defect {
  const { keyword, instancePath, params, data } = error;
  switch (keyword) {
    case 'required':
      return {
        pointer: instancePath + pointerTo(params['missingProperty']),
        reason:
          params['missingProperty'] === 'cite'
            ? 'is missing: every rule says where it comes from'
            : 'is missing (a clause the notice does not have is notStated)',
        ...(params['missingProperty'] === 'cite' ? { suggestion: "'notice, …' or 'Art. …'" } : {}),
      };
    case 'additionalProperties':
      return withSuggestion(
        {
          pointer: instancePath + pointerTo(params['additionalProperty']),
          reason: 'is not a key known here',
        },
        nearest(params['additionalProperty'], Object.keys(error.parentSchema?.['properties'] ?? {})),
      );
    case 'enum':
      return withSuggestion(
        { pointer: instancePath, reason: `must be one of ${params['allowedValues'].join(', ')}` },
        nearest(String(data), params['allowedValues'].map(String)),
      );
    case 'const':
      return { pointer: instancePath, reason: `must be ${params['allowedValue']} or be spelt out` };
    default:
      return formDefect(error);
  }
}

function formDefect({ schemaPath, instancePath, message, data }: ErrorObject): Defect {
  if (schemaPath.startsWith('#/$defs/period/')) {
    return withSuggestion(
      { pointer: instancePath, reason: 'must be an ISO 8601 period of less than a hundred years' },
      typeof data === 'string' ? suggestPeriod(data) : undefined,
    );
  }
  if (schemaPath.startsWith('#/$defs/cite/')) {
    return {
      pointer: instancePath,
      reason: 'must name an article, a section of an act or a clause of the notice',
    };
  }
  if (schemaPath.startsWith('#/$defs/date/')) {
    return { pointer: instancePath, reason: 'must be a real date, YYYY-MM-DD' };
  }
  if (schemaPath.startsWith('#/$defs/webhook/properties/url/')) {
    return { pointer: instancePath, reason: 'must be an https address without a user name' };
  }
  if (schemaPath.startsWith('#/$defs/webhook/properties/secret/')) {
    return {
      pointer: instancePath,
      reason: 'must be the name of a secret of WEBHOOK_SECRETS, such as ACCOUNTING; never the secret itself',
    };
  }
  return { pointer: instancePath, reason: message ?? 'is not valid' };
}

const UNITS = [
  [/^(y|yr|yrs|year|years|v|vuosi|vuotta|år)$/i, 'Y'],
  [/^(mo|month|months|kk|kuukausi|kuukautta|mån|månader)$/i, 'M'],
  [/^(w|week|weeks|vk|viikko|viikkoa|veckor)$/i, 'W'],
  [/^(d|day|days|pv|päivä|päivää|dagar)$/i, 'D'],
] as const;

/** `10 years`, `10 v` and `10y` all mean `P10Y`. */
function suggestPeriod(text: string): string | undefined {
  const [, count, unit = ''] = /^\s*P?\s*(\d{1,5})\s*(\p{L}+)\.?\s*$/iu.exec(text) ?? [];
  const letter = UNITS.find(([words]) => words.test(unit))?.[1];
  const period = count && letter ? `P${Number(count)}${letter}` : undefined;
  return period === text ? undefined : period;
}

function withSuggestion(defect: Defect, suggestion: string | undefined): Defect {
  return suggestion === undefined ? defect : { ...defect, suggestion };
}
