import { isEmail } from 'class-validator';
import { isCalendarDate } from '../domain/calendar-date.js';
import { Policies } from '../registers/policies.js';
import { type Role, ROLES } from '../staff/staff-role.entity.js';
import { StaffAccounts } from '../staff/staff.service.js';
import { BadInput } from './bad-input.js';
import { inHouse } from './in-house.js';

interface Options {
  readonly email: string;
  readonly role: string;
  readonly register: string;
  readonly commitment?: string;
  readonly json?: boolean;
}

/** `suoja user add`: the password is in the answer, once, and nowhere else. */
export async function addUser({ email, role, register, commitment, json }: Options): Promise<void> {
  if (!isEmail(email)) throw new BadInput('--email must be an address');
  if (!(ROLES as readonly string[]).includes(role))
    throw new BadInput(`--role must be one of ${ROLES.join(', ')}`);
  if (commitment !== undefined && !isCalendarDate(commitment))
    throw new BadInput('--commitment must be a real date, YYYY-MM-DD');
  await inHouse(async (app) => {
    if (register !== '*' && !app.get(Policies).has(register))
      throw new BadInput('--register names no register of this house');
    const added = await app
      .get(StaffAccounts)
      .addStaff({ email, role: role as Role, register, commitmentOn: commitment ?? null });
    const { id, password, totpUri } = added;
    const shown = {
      id,
      email,
      role,
      register,
      commitment: commitment ?? null,
      password,
      ...(totpUri ? { totpUri } : {}),
    };
    if (json) return console.log(JSON.stringify(shown));
    console.log(`password, shown only now: ${password}`);
    if (totpUri) console.log(`for its one-time codes, shown only now: ${totpUri}`);
  });
}
