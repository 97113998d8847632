/** Names the credential of a JWT that says by its subject (`sub`, `user_id`, an e-mail address) whose it is. */
export const jwtOfAccount = 'JWT of the account';

/** Names the credential of a JWT that says something of an account in any other claim, and does not name its subject. */
export const jwtAboutAccount = 'JWT with something of the account';
