"""The recipe for Conan 2. `conan create packaging/conan` takes the headers of the tree that it stands in."""

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load
from conan.tools.layout import basic_layout

required_conan_version = ">=2.0"

# The name of an adapter: what to require for it, and the components of that which it links.
ADAPTERS = {
    "beast": ("openssl/[>=3 <4]", ["boost::headers", "openssl::openssl"]),
    "curl": ("libcurl/[>=7.88 <9]", ["libcurl::libcurl"]),
    "httplib": ("cpp-httplib/[>=0.11 <1]", ["cpp-httplib::cpp-httplib"]),
    "qt": ("qt/[>=6.4 <7]", ["qt::qtCore", "qt::qtNetwork", "qt::qtWebSockets"]),
}


class B24pullConan(ConanFile):
    name = "b24pull"
    description = "Bitrix24 Push & Pull for C++: configuration over any HTTP stack"
    license = "BSL-1.0"
    topics = ("bitrix24", "push", "websocket", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {name: [True, False] for name in ADAPTERS}
    default_options = {
        **{name: False for name in ADAPTERS},
        "cpp-httplib/*:with_openssl": True,
        "qt/*:qtwebsockets": True,
    }
    no_copy_source = True

    @property
    def _chosen(self):
        return [name for name in ADAPTERS if self.options.get_safe(name)]

    def set_version(self):
        header = load(self, os.path.join(self.recipe_folder, "../../include/b24pull/version.hpp"))
        self.version = ".".join(re.findall(r"#define B24PULL_VERSION_[A-Z]+ (\d+)", header))

    def export_sources(self):
        tree = os.path.join(self.recipe_folder, "../..")
        for pattern in ("include/*.hpp", "LICENSE"):
            copy(self, pattern, src=tree, dst=self.export_sources_folder)
        copy(self, "moc.cmake", src=self.recipe_folder, dst=self.export_sources_folder)

    def layout(self):
        basic_layout(self)

    def requirements(self):
        self.requires("boost/[>=1.81 <2]")
        for name in self._chosen:
            self.requires(ADAPTERS[name][0])

    def validate(self):
        if self.settings.get_safe("compiler.cppstd"):
            check_min_cppstd(self, 20)

    def package_id(self):
        self.info.clear()

    def package(self):
        copy(self, "include/*.hpp", src=self.source_folder, dst=self.package_folder)
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        copy(self, "moc.cmake", src=self.source_folder, dst=os.path.join(self.package_folder, "cmake"))

    def package_info(self):
        self.cpp_info.set_property("cmake_target_name", "b24pull::all")
        self._add_component("b24pull", ["boost::json"])
        for name in self._chosen:
            self._add_component(name, ["b24pull", *ADAPTERS[name][1]])
            if name != "qt" and self.settings.os in ("Linux", "FreeBSD"):
                self.cpp_info.components[name].system_libs = ["pthread"]
        if "qt" in self._chosen:
            self.cpp_info.set_property("cmake_build_modules", [os.path.join("cmake", "moc.cmake")])

    def _add_component(self, name, requires):
        component = self.cpp_info.components[name]
        component.set_property("cmake_target_name", f"b24pull::{name}")
        component.requires = requires
        component.bindirs = []
        component.libdirs = []
