import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the parameters of OWASP's password storage recommendation. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** 144 bits. */
const PASSWORD_BYTES = 18;

/** Passwords are generated, never chosen, and stored only as Argon2id hashes. */
@Injectable()
export class Passwords {
  /** Stands in for the hash of an account that does not exist, so that the work is the same. Nothing opens it. */
  private readonly decoy = this.hash(this.generate());

  generate(): string {
    return randomBytes(PASSWORD_BYTES).toString('base64url');
  }

  hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /** @param stored null for an unknown account: then false, after the same work. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const matched = await verify(stored ?? (await this.decoy), password);
    return stored !== null && matched;
  }
}
