# SPDX-License-Identifier: Apache-2.0
# A recipe for Conan 2: conan create cmake/packaging/conan
# It builds the checkout that it is in. Nothing of this project's tests runs it: it is a start, not a promise.
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load


class TcccConan(ConanFile):
    name = "tccc"
    license = "Apache-2.0"
    description = "C++ client for the AI call APIs of Tencent Cloud Contact Center"
    settings = "os", "compiler", "build_type", "arch"
    options = {"shared": [True, False], "testing": [True, False]}
    default_options = {"shared": False, "testing": False, "cpp-httplib/*:with_openssl": True}

    def _checkout(self):
        return os.path.join(self.recipe_folder, "..", "..", "..")

    def set_version(self):
        header = load(self, os.path.join(self._checkout(), "include", "tccc", "version.h"))
        numbers = re.findall(r"#define TCCC_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header)
        self.version = ".".join(numbers)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "src/*"):
            copy(self, pattern, self._checkout(), self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        self.requires("libcurl/[>=7.80 <9]")
        self.requires("openssl/[>=1.1 <4]")
        self.requires("nlohmann_json/[>=3.9 <4]", visible=False)
        if self.options.testing:
            self.requires("cpp-httplib/[>=0.11 <1]")

    def validate(self):
        check_min_cppstd(self, 17)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.variables["TCCC_BUILD_TESTING_LIBRARY"] = bool(self.options.testing)
        toolchain.variables["TCCC_BUILD_PROGRAM"] = False
        toolchain.variables["TCCC_BUILD_EXAMPLES"] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        # The project's own CMake package is the one to find.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs.append(os.path.join("lib", "cmake", "tccc"))
