import { describe, expect, it } from 'vitest';
import { destinationProblem, requireDestination } from './destination.js';

describe('where a portable copy may be sent', () => {
  it.each([
    ['https://api.toinen.example/siirto?v=1', null],
    ['https://8.8.8.8/siirto', null],
    ['http://api.toinen.example/siirto', 'NOT_HTTPS'],
    ['ftp://api.toinen.example/', 'NOT_HTTPS'],
    ['javascript:alert(1)', 'NOT_HTTPS'],
    ['https://user:secret@api.toinen.example/', 'HAS_CREDENTIALS'],
    ['https://user@api.toinen.example/', 'HAS_CREDENTIALS'],
    ['https://10.0.0.5/', 'ADDRESS_NOT_PUBLIC'],
    ['https://169.254.169.254/latest/meta-data', 'ADDRESS_NOT_PUBLIC'],
    ['https://[::1]/', 'ADDRESS_NOT_PUBLIC'],
    ['https://[fd00::1]/', 'ADDRESS_NOT_PUBLIC'],
    ['https://2130706433/', 'ADDRESS_NOT_PUBLIC'],
    ['https://localhost/', 'ADDRESS_NOT_PUBLIC'],
    ['https://palvelin/', 'ADDRESS_NOT_PUBLIC'],
    ['https://palvelin.internal./', 'ADDRESS_NOT_PUBLIC'],
    ['siirto', 'NOT_AN_ADDRESS'],
  ])('%s: %s', (address, problem) => {
    expect(destinationProblem(address, false)).toBe(problem);
  });

  it('is this machine only where the house is tried out', () => {
    expect(destinationProblem('http://127.0.0.1:8080/x', true)).toBeNull();
    expect(destinationProblem('http://127.0.0.1:8080/x', false)).not.toBeNull();
    expect(destinationProblem('http://10.0.0.5/', true)).not.toBeNull();
  });

  it('belongs to a request for portability, and the refusal repeats nothing of it', () => {
    const to = { url: 'https://10.0.0.5/salaisuus', name: null };
    expect(() => requireDestination(to, ['access'], false)).toThrow();
    try {
      requireDestination(to, ['portability'], false);
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('salaisuus');
    }
  });
});
