/** A name that a program reads a secret from; what may not carry one is refused where it is run. */
export const variableNamePattern = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
