import type { Service } from '../start.js';
import type { HttpClient } from './http-client.js';

interface Added {
  readonly password: string;
}

/** The accounts the demo works with: nobody approves what they prepared, and nobody signs in for somebody else. */
export async function hireStaff(
  { firstLogin }: Pick<Service, 'firstLogin'>,
  anybody: HttpClient,
  today: string,
): Promise<{ staff: HttpClient; supervisor: HttpClient }> {
  const admin = await anybody.loggedIn(firstLogin!.email, firstLogin!.password);
  const hire = async (role: 'clerk' | 'supervisor') => {
    const email = `${role}@suoja.example`;
    const { password } = await admin.post<Added>(
      '/v1/staff',
      { email, role, register: '*', commitmentOn: today },
      201,
    );
    return anybody.loggedIn(email, password);
  };
  return { staff: await hire('clerk'), supervisor: await hire('supervisor') };
}
