# Semua perintah proyek; `make help` menampilkannya. (Every command of the project.)
PYTHON ?= python3
START := $(PYTHON) kerjasama/setup/start.py
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run develop test lint check format bench demo-reset shell messages backup restore lock clean

help: ## Tampilkan perintah-perintah ini (list these commands)
	@$(PYTHON) kerjasama/setup/targets.py Makefile

run: ## Siapkan semuanya dan jalankan portal; PORT=8123 untuk porta lain (set up and run the portal)
	@$(START) base -m kerjasama.launcher

develop: export DEBUG = 1
develop: ## Jalankan dengan muat ulang otomatis dan DEBUG (run with reloading, for developers)
	@$(START) base -m kerjasama.launcher

test: ## Periksa kode dan jalankan semua uji, termasuk di peramban (all checks and tests, browser included)
	@$(START) test -m kerjasama.checks --tests

check: ## Semua pemeriksaan tanpa uji: gaya, impor, tipe, migrasi (all checks without the tests)
	@$(START) test -m kerjasama.checks

lint: ## Pemeriksaan cepat: gaya kode dan templat (quick checks of style)
	@$(START) test -m kerjasama.checks --quick

format: ## Rapikan kode dan templat (format code and templates)
	@$(START) test -m kerjasama.checks --format

bench: ## Ukur biaya program sebagai perbandingan (what the program costs, as ratios)
	@$(START) test -m kerjasama.postgres -m benchmarks

demo-reset: ## Hapus semua data contoh dan isi ulang; YES=1 tanpa bertanya (wipe the demo and seed it again)
	@$(START) base manage.py demo_reset $(if $(YES),--yes)

shell: ## Buka shell Django (open Django's shell)
	@$(START) base manage.py shell

messages: ## Kumpulkan kalimat dan susun terjemahan (collect sentences, compile the translation)
	@$(START) test -m kerjasama.messages

backup: ## Cadangkan basis data, berkas, dan kunci CA ke var/backup (back everything up)
	@$(START) base manage.py backup $(if $(FILE),"$(FILE)")

restore: ## Pulihkan dari cadangan: make restore FILE=… (restore a backup)
	@$(START) base manage.py restore "$(FILE)" $(if $(YES),--yes)

lock: ## Kunci ulang versi paket beserta digesnya; perlu uv (lock the packages again; needs uv)
	@$(PYTHON) kerjasama/setup/lock.py

clean: ## Hapus lingkungan dan singgahan, bukan data di var/ (remove environment and caches, not the data)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
