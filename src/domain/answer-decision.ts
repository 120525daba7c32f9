import { type Decider, decide, decideMissing } from './decision.js';
import { decideErasure } from './destruction-decision.js';
import { isMissing, type RecordFacts, recordLookup } from './facts.js';
import { prohibitedBy } from './objection.js';
import { financialYearOf, isVoucher, voucherLastDay } from './financial-year.js';

export const decideAccess: Decider = () => () => decide('access.copy');

/** Art. 20(1): provided by the person, on consent or contract, processed by automated means. */
export const decidePortability: Decider = (facts) => {
  const recordOf = recordLookup(facts);
  return (datum) => {
    const record = recordOf(datum);
    const onPaper = record !== null && !isMissing(record) && record.kind === 'manual-material';
    if (facts.person.type === 'contact-person') return decide('portability.contact-person');
    if (datum.category === 'manual-material' || onPaper) return decide('portability.manual-material');
    if (datum.providedBy === 'derived' || datum.providedBy === 'third-party')
      return decide('portability.not-provided');
    if (datum.basis !== 'consent' && datum.basis !== 'contract') return decide('portability.basis');
    return decide('portability.copy');
  };
};

/**
 * KPL 2:7: what is on a voucher stays as it was once the financial year has ended. The notices let unnecessary and
 * outdated data be erased by a rectification too: then all that stands in the way of an erasure stands in its way.
 */
export const decideRectification: Decider = (facts, policy, at) => {
  const recordOf = recordLookup(facts);
  const contested = facts.contested && new Set(facts.contested);
  const unneeded = new Set(facts.unneeded);
  const annotated = new Set(facts.annotated);
  const erasureOf = decideErasure(facts, policy, at);
  const decideVoucher = (voucher: RecordFacts) => {
    const year = financialYearOf(voucher, policy.financialYears);
    if (isMissing(year)) return decideMissing([year.missing]);
    const keepUntil = voucherLastDay(year);
    const closed = year.end < at && at <= keepUntil;
    return closed
      ? decide('rectification.closed-voucher', { keepUntil, holds: ['STATUTORY_VOUCHER'] })
      : decide('rectification.correct');
  };
  return (datum) => {
    if (contested && !contested.has(datum.id)) return decide('rectification.not-contested');
    if (unneeded.has(datum.id)) {
      const erasure = erasureOf(datum);
      return erasure.outcome === 'erase' ? decide('rectification.delete') : erasure;
    }
    if (annotated.has(datum.id)) return decide('rectification.statement');
    const record = recordOf(datum);
    if (isMissing(record)) return decideMissing([record.missing]);
    return record && isVoucher(record) ? decideVoucher(record) : decide('rectification.correct');
  };
};

/** The person may want all of it restricted, or some. */
export const decideRestriction: Decider = ({ restricts }) => {
  const asked = restricts && new Set(restricts);
  return ({ id }) => decide(asked && !asked.has(id) ? 'restriction.not-asked' : 'restriction.restrict');
};

/** Art. 21: marketing without any weighing, legitimate interest while it is weighed. */
export const decideObjection: Decider = ({ objectsTo = 'processing' }) => {
  const endsProfiling = prohibitedBy(objectsTo).includes('profiling');
  return ({ category, basis }) => {
    if (category === 'marketing-profile' && endsProfiling) return decide('objection.marketing');
    if (objectsTo === 'direct-marketing') return decide('objection.marketing-only');
    if (objectsTo !== 'processing') return decide('objection.one-use');
    return decide(basis === 'legitimate-interest' ? 'objection.restrict' : 'objection.other-basis');
  };
};
