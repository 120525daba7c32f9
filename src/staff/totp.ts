import { Injectable } from '@nestjs/common';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { Config } from '../config/config.js';
import { MasterKey } from '../vault/master-key.js';
import { seal, unseal } from '../vault/seal.js';

/** One step of 30 seconds either way, for clocks that differ. */
const TOLERANCE_SECONDS = 30;

interface Enrolment {
  readonly secret: string;
  /** The last step a code was accepted for; that step and all before it are spent. */
  readonly usedStep: number | null;
}

export interface NewTotp {
  readonly sealed: Buffer;
  /** otpauth:// URI for the authenticator app; shown once. */
  readonly uri: string;
}

/** One-time codes (RFC 6238). They follow the real time: so does the phone that shows them. */
@Injectable()
export class Totp {
  private readonly key: Buffer;

  /** The house lets nobody in without a code. */
  readonly required: boolean;

  constructor(master: MasterKey, config: Config) {
    this.key = master.derive('staff-totp');
    this.required = config.REQUIRE_TOTP === 'true';
  }

  enrol(staffId: string, email: string): NewTotp {
    const secret = generateSecret();
    return {
      sealed: this.seal(staffId, { secret, usedStep: null }),
      uri: generateURI({ issuer: 'suoja', label: email, secret }),
    };
  }

  /** The enrolment with this code spent, or null when the code does not open it. */
  spend(staffId: string, sealed: Buffer, code: string): Buffer | null {
    if (!/^\d{6}$/.test(code)) return null;
    const { secret, usedStep } = this.open(staffId, sealed);
    const result = verifySync({
      secret,
      token: code,
      epochTolerance: TOLERANCE_SECONDS,
      ...(usedStep !== null && { afterTimeStep: usedStep }),
    });
    return result.valid && 'timeStep' in result
      ? this.seal(staffId, { secret, usedStep: result.timeStep })
      : null;
  }

  private seal(staffId: string, enrolment: Enrolment): Buffer {
    return seal(this.key, place(staffId), Buffer.from(JSON.stringify(enrolment)));
  }

  private open(staffId: string, sealed: Buffer): Enrolment {
    return JSON.parse(unseal(this.key, place(staffId), sealed).toString('utf8')) as Enrolment;
  }
}

const place = (staffId: string) => `staff-totp|${staffId}`;
