import { z } from 'zod';

const address = z
  .string()
  .max(2_000)
  .refine((text) => URL.canParse(text), 'Invalid input: expected an address');

export const protectedResourceAnswer = z.object({
  resource: address,
  authorization_servers: z.array(address).min(1),
});

export const authorizationServerAnswer = z.object({
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  registration_endpoint: address,
  // Without it nothing proves that the code is protected by PKCE: such a server is refused.
  code_challenge_methods_supported: z
    .array(z.string())
    .refine((methods) => methods.includes('S256'), 'Invalid input: expected S256'),
});

const visible = z
  .string()
  .regex(/^[\x21-\x7e]{1,4000}$/, 'Invalid input: expected visible characters');

export const registrationAnswer = z.object({ client_id: visible });

export const tokenAnswer = z.object({
  access_token: visible,
  token_type: z.string().regex(/^bearer$/i, 'Invalid input: expected Bearer'),
  expires_in: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ])
    .nullish(),
  refresh_token: visible.nullish(),
  scope: z.string().max(1_000).nullish(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;
