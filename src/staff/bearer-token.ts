/** The token of `Authorization: Bearer …`, or null. */
export function bearerToken(headers: { readonly authorization?: string | undefined }): string | null {
  return /^Bearer ([A-Za-z0-9_-]{16,128})$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}
