#!/bin/sh
# Install R with the packages that the agreement suite and the speed table compare against, from Debian's archive.
# Needs root (or sudo). Safe to run again: packages that are present are left alone.
set -eu

packages="r-base-core r-cran-survey r-cran-lme4"
# Debian does not carry every optional package in every release; the suite says which comparisons it skipped.
optional="r-cran-mice r-cran-sae"

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  as_root="sudo"
fi

export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q
for package in $optional; do
  if apt-cache show "$package" >/dev/null 2>&1; then
    packages="$packages $package"
  else
    echo "install_r: $package is not in this Debian release; comparisons that need it are skipped" >&2
  fi
done
# shellcheck disable=SC2086  # a list of package names, meant to be split
$as_root apt-get install -q -y --no-install-recommends $packages
Rscript -e 'cat(R.version.string, "\n"); for (p in c("survey", "lme4")) cat(p, as.character(packageVersion(p)), "\n")'
