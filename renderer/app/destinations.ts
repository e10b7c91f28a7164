/** The screens of the navigation, in its order. */
export const destinations = [
  { to: '/keys', label: 'All keys', icon: 'key' },
  { to: '/attention', label: 'Attention', icon: 'attention' },
  { to: '/rotations', label: 'Rotations', icon: 'rotate' },
  { to: '/vault', label: 'Vault', icon: 'vault' },
  { to: '/activity', label: 'Activity', icon: 'activity' },
  { to: '/connections', label: 'Accounts', icon: 'connection' },
  { to: '/settings', label: 'Settings', icon: 'settings' },
] as const;
