// The icons that Saring uses, by Lucide's names (ISC). One meaning each.

import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import ArrowRightToLine from '@lucide/svelte/icons/arrow-right-to-line';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import BookOpenText from '@lucide/svelte/icons/book-open-text';
import Calendar from '@lucide/svelte/icons/calendar';
import ChartBar from '@lucide/svelte/icons/chart-bar';
import Check from '@lucide/svelte/icons/check';
import ChevronDown from '@lucide/svelte/icons/chevron-down';
import ChevronLeft from '@lucide/svelte/icons/chevron-left';
import ChevronRight from '@lucide/svelte/icons/chevron-right';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleDot from '@lucide/svelte/icons/circle-dot';
import CirclePause from '@lucide/svelte/icons/circle-pause';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import CircleX from '@lucide/svelte/icons/circle-x';
import Clock from '@lucide/svelte/icons/clock';
import Coffee from '@lucide/svelte/icons/coffee';
import Contrast from '@lucide/svelte/icons/contrast';
import Equal from '@lucide/svelte/icons/equal';
import EqualApproximately from '@lucide/svelte/icons/equal-approximately';
import EqualNot from '@lucide/svelte/icons/equal-not';
import Eye from '@lucide/svelte/icons/eye';
import EyeOff from '@lucide/svelte/icons/eye-off';
import File from '@lucide/svelte/icons/file';
import FileDown from '@lucide/svelte/icons/file-down';
import FileX2 from '@lucide/svelte/icons/file-x-2';
import Folder from '@lucide/svelte/icons/folder';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import FolderUp from '@lucide/svelte/icons/folder-up';
import GraduationCap from '@lucide/svelte/icons/graduation-cap';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import House from '@lucide/svelte/icons/house';
import Image from '@lucide/svelte/icons/image';
import KeyRound from '@lucide/svelte/icons/key-round';
import Languages from '@lucide/svelte/icons/languages';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import LifeBuoy from '@lucide/svelte/icons/life-buoy';
import List from '@lucide/svelte/icons/list';
import Lock from '@lucide/svelte/icons/lock';
import LockOpen from '@lucide/svelte/icons/lock-open';
import MessageCircleOff from '@lucide/svelte/icons/message-circle-off';
import Minus from '@lucide/svelte/icons/minus';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import PackageCheck from '@lucide/svelte/icons/package-check';
import Paperclip from '@lucide/svelte/icons/paperclip';
import Pencil from '@lucide/svelte/icons/pencil';
import Plus from '@lucide/svelte/icons/plus';
import Printer from '@lucide/svelte/icons/printer';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import Search from '@lucide/svelte/icons/search';
import Settings2 from '@lucide/svelte/icons/settings-2';
import Shield from '@lucide/svelte/icons/shield';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import ShieldQuestionMark from '@lucide/svelte/icons/shield-question-mark';
import Table from '@lucide/svelte/icons/table';
import Trash2 from '@lucide/svelte/icons/trash-2';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Unlink from '@lucide/svelte/icons/unlink';
import Usb from '@lucide/svelte/icons/usb';
import UserRound from '@lucide/svelte/icons/user-round';
import Volume2 from '@lucide/svelte/icons/volume-2';
import X from '@lucide/svelte/icons/x';

export const ICONS = {
  'arrow-down': ArrowDown,
  'arrow-left': ArrowLeft,
  'arrow-right': ArrowRight,
  'arrow-right-to-line': ArrowRightToLine,
  'arrow-up': ArrowUp,
  'book-open-text': BookOpenText,
  calendar: Calendar,
  'chart-bar': ChartBar,
  check: Check,
  'chevron-down': ChevronDown,
  'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight,
  'circle-check': CircleCheck,
  'circle-dashed': CircleDashed,
  'circle-dot': CircleDot,
  'circle-pause': CirclePause,
  'circle-question-mark': CircleQuestionMark,
  'circle-x': CircleX,
  clock: Clock,
  coffee: Coffee,
  contrast: Contrast,
  equal: Equal,
  'equal-approximately': EqualApproximately,
  'equal-not': EqualNot,
  eye: Eye,
  'eye-off': EyeOff,
  file: File,
  'file-down': FileDown,
  'file-x-2': FileX2,
  folder: Folder,
  'folder-open': FolderOpen,
  'folder-up': FolderUp,
  'graduation-cap': GraduationCap,
  'hard-drive': HardDrive,
  house: House,
  image: Image,
  'key-round': KeyRound,
  languages: Languages,
  'layout-grid': LayoutGrid,
  'life-buoy': LifeBuoy,
  list: List,
  lock: Lock,
  'lock-open': LockOpen,
  'message-circle-off': MessageCircleOff,
  minus: Minus,
  'notebook-pen': NotebookPen,
  'package-check': PackageCheck,
  paperclip: Paperclip,
  pencil: Pencil,
  plus: Plus,
  printer: Printer,
  'rotate-ccw': RotateCcw,
  search: Search,
  'settings-2': Settings2,
  shield: Shield,
  'shield-check': ShieldCheck,
  'shield-question-mark': ShieldQuestionMark,
  table: Table,
  'trash-2': Trash2,
  'triangle-alert': TriangleAlert,
  unlink: Unlink,
  usb: Usb,
  'user-round': UserRound,
  'volume-2': Volume2,
  x: X,
};

export type IconName = keyof typeof ICONS;
