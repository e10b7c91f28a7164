import {
  Activity,
  Archive,
  ArrowDown,
  ArrowUp,
  Check,
  ChevronDown,
  ChevronRight,
  CircleAlert,
  CircleCheck,
  Copy,
  Download,
  Ellipsis,
  ExternalLink,
  Eye,
  EyeOff,
  Info,
  KeyRound,
  ListFilter,
  Lock,
  Pencil,
  Plug,
  Plus,
  RefreshCw,
  RotateCw,
  Search,
  Settings,
  Trash2,
  TriangleAlert,
  Vault,
  WifiOff,
  X,
} from 'lucide-react';

/** Every icon of the app, by what it means here rather than by what it depicts. */
const icons = {
  activity: Activity,
  add: Plus,
  app: Archive,
  attention: TriangleAlert,
  check: Check,
  close: X,
  connection: Plug,
  copy: Copy,
  danger: CircleAlert,
  delete: Trash2,
  descending: ArrowDown,
  ascending: ArrowUp,
  download: Download,
  edit: Pencil,
  expanded: ChevronDown,
  collapsed: ChevronRight,
  external: ExternalLink,
  filter: ListFilter,
  hide: EyeOff,
  info: Info,
  key: KeyRound,
  lock: Lock,
  more: Ellipsis,
  offline: WifiOff,
  refresh: RefreshCw,
  reveal: Eye,
  rotate: RotateCw,
  search: Search,
  settings: Settings,
  success: CircleCheck,
  vault: Vault,
} as const;

export type IconName = keyof typeof icons;

interface IconProps {
  name: IconName;
  /** Edge in pixels; 16 unless it stands in small text. */
  size?: number | undefined;
}

/** Always decoration: the words beside it, or the button's label, carry the meaning. */
export function Icon({ name, size = 16 }: IconProps) {
  const Drawing = icons[name];
  return <Drawing aria-hidden="true" focusable="false" size={size} strokeWidth={1.75} />;
}
