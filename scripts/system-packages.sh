#!/usr/bin/env bash
# Makes sure of system programs: `system-packages.sh NEED...`, each need a package of Debian. Installs what is
# missing with apt when it may (root, or sudo without a password); otherwise stops with the one command to type.
set -eu

is_there() {
  case "$1" in
    chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
    libreoffice-calc) [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libsclo.so" ] ;;
    tesseract-ocr) command -v tesseract ;;
    tesseract-ocr-fra) tesseract --list-langs | grep -qx fra ;;
    python3-venv) python3 -c 'import venv, ensurepip' ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

missing=()
for need in "$@"; do
  is_there "$need" || missing+=("$need")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo -n)
fi
if command -v apt-get >/dev/null 2>&1 && "${as_root[@]}" true 2>/dev/null; then
  echo "Installation de : ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "Il manque à cette machine : ${missing[*]}. Sur Debian, tapez :" >&2
  echo "    sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  echo "puis recommencez." >&2
  exit 1
fi
