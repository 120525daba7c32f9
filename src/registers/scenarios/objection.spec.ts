import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../test/support/answers.js';
import { decided, REGISTERS } from '../../../test/support/decisions.js';
import { datum } from '../../../test/support/person-facts.js';
import { PROHIBITIONS } from '../../domain/category.js';
import { identityVerdict } from '../../domain/identity-assurance.js';
import { RULES } from '../../domain/rule.js';
import { prohibitionsIn } from '../../objections/suppressions.js';
import { LastingHashes } from '../../vault/lasting-hashes.js';
import { MasterKey } from '../../vault/master-key.js';

describe('S25 an objection to marketing by phone', () => {
  it.each(REGISTERS)('needs no form, signature or proof at %s', (register) => {
    const { assurance, requestForms } = policyOf(register);
    expect(identityVerdict(1, 0, assurance.objection)).toBe('IDENTIFIED');
    const form = requestForms.objection;
    expect(form === 'notStated' ? [] : form.preferredEvidence).toEqual([]);
  });

  it('about everything sets every prohibition, list publication too', () => {
    expect(prohibitionsIn(PROHIBITIONS)).toEqual([...PROHIBITIONS]);
    expect(
      policyOf('umacon').marketingProhibitions.flags.filter((flag) => !PROHIBITIONS.includes(flag)),
    ).toEqual([]);
  });

  it('stops the marketing profile at once and leaves the other data in use', () => {
    const data = [datum('marketing-profile', { basis: 'contract' }), datum('email')];
    const { data: planned } = decided('objection', 'umacon', { data, objectsTo: 'direct-marketing' });
    expect(planned.map(({ outcome, rule }) => `${outcome} ${rule}`)).toEqual([
      'restrict objection.marketing',
      'keep objection.marketing-only',
    ]);
  });

  it('is never weighed away: no rule of it lets marketing go on', () => {
    expect(RULES['objection.marketing'].outcome).toBe('restrict');
    expect(RULES['objection.other-basis'].sentence).toContain('marketing stops all the same');
  });

  it('is remembered by a key that needs none of the erased data', () => {
    const index = new LastingHashes(new MasterKey(Buffer.alloc(32, 7)));
    const key = (email: string) => index.suppressions('umacon', 'email', email)[0]!.toString('hex');
    expect(key(' Aino@Esimerkki.example')).toBe(key('aino@esimerkki.example'));
    expect(key('aino@esimerkki.example')).not.toContain('aino');
  });
});

describe('S26 a prohibition of list publication only', () => {
  it('leaves direct marketing as it was', () => {
    expect(prohibitionsIn(['list_publication'])).toEqual(['list_publication']);
  });

  it('is one flag at nokopa too, whose notice names the contact person as the only channel', () => {
    const { listPublication, marketingProhibitions } = policyOf('nokopa');
    expect(listPublication).toMatchObject({ unlessForbidden: true, optOutChannels: ['contact-person'] });
    expect(marketingProhibitions.flags).toContain('list_publication');
    expect(marketingProhibitions.channel).toBe('customer-service');
  });
});
