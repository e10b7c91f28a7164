/**
 * Variables that make a program run other code, trust other certificates, take another way through
 * the network or find other programs, and those that every command gets anyway.
 */
const reservedNames = new RegExp(
  `^(?:${[
    ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'LC_.*', 'TZ', 'TERM'],
    ...['TMPDIR', 'TEMP', 'TMP', 'XDG_.*', 'DBUS_.*', 'DISPLAY', 'WAYLAND_DISPLAY'],
    ...['PATHEXT', 'COMSPEC', 'SYSTEMROOT', 'WINDIR', 'USERPROFILE', 'USERNAME', '.*APPDATA'],
    ...['LD_.*', 'DYLD_.*', 'NODE_.*', 'NPM_CONFIG_.*', 'ELECTRON_.*', 'PYTHON.*', 'PERL.*'],
    ...['RUBY.*', 'GIT_.*', 'SSH_.*', 'SSL.*', 'OPENSSL_.*', '_?JAVA_.*', 'JDK_JAVA_OPTIONS'],
    ...['BASH_ENV', 'BASHOPTS', 'SHELLOPTS', 'ENV', 'IFS', 'CDPATH', 'GLOBIGNORE'],
    ...['PROMPT_COMMAND', 'PS[0-9]', '.*_PROXY', 'VITEST.*'],
  ].join('|')})$`,
);

/** Whether a command may get a secret in a variable of this name. */
export const isSecretVariable = (name: string): boolean =>
  /^[A-Z_][A-Z0-9_]{0,63}$/.test(name) && !reservedNames.test(name);
